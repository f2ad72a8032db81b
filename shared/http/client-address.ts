import { isIP, SocketAddress } from 'node:net'
import type { Request } from 'express'

/**
 * How many of your own proxies are in front of the API. Only the addresses that they add are
 * trusted, because any client can send the header `X-Forwarded-For`.
 *
 * https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
 */
export const proxies = { trusted: 0 }

/** The address of the client in one notation. For IPv6, the 64-bit network of the client. */
export function clientAddress({ socket, headers }: Request): string {
  const connected = socket.remoteAddress ?? ''
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  // Each proxy adds the address of its own client at the end.
  const client = forwarded.at(-Math.min(proxies.trusted, forwarded.length)) ?? ''
  return (proxies.trusted > 0 && canonical(client.trim())) || canonical(connected) || connected
}

/** Returns undefined for an invalid address. */
function canonical(text: string): string | undefined {
  const address = withoutPort(text)
  const family = isIP(address)
  if (family !== 6) return family === 4 ? address : undefined
  const { address: short } = new SocketAddress({ address: withoutZone(address), family: 'ipv6' })
  const [, mapped] = /^::ffff:([\d.]+)$/.exec(short) ?? []
  return mapped ?? networkOf(short)
}

/** Some proxies add a port: 192.0.2.1:4711, [2001:db8::1]:4711. */
function withoutPort(text: string): string {
  const [, address] = /^\[(.*)\](?::\d+)?$/.exec(text) ?? /^([\d.]+):\d+$/.exec(text) ?? []
  return address ?? text
}

function withoutZone(address: string): string {
  return address.replace(/%.*/s, '')
}

/** A provider gives each client a network of at least 64 bits, so the rest can be new each time. */
function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::')
  const groups = (part: string) => part.split(':').filter((group) => group !== '')
  const zeros = Array<string>(8 - groups(head).length - groups(tail).length).fill('0')
  return `${[...groups(head), ...zeros, ...groups(tail)].slice(0, 4).join(':')}::/64`
}
