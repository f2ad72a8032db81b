import type { Request } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { clientAddress, proxies } from './client-address.ts'

afterEach(() => {
  proxies.trusted = 0
})

function addressOf(connected: string | undefined, forwarded?: string): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return clientAddress({ socket: { remoteAddress: connected }, headers } as unknown as Request)
}

describe('the address of a client', () => {
  it('is that of the connection, and not of the header', () => {
    expect(addressOf('192.0.2.1', '198.51.100.1')).toBe('192.0.2.1')
    expect(addressOf(undefined)).toBe('')
  })

  it.each([
    [1, '198.51.100.1', '198.51.100.1'],
    [1, '203.0.113.1, 198.51.100.1', '198.51.100.1'],
    [1, '203.0.113.1,198.51.100.1 ', '198.51.100.1'],
    [2, '203.0.113.9, 203.0.113.1, 198.51.100.1', '203.0.113.1'],
    [2, '198.51.100.1', '198.51.100.1'],
    [9, '203.0.113.1, 198.51.100.1', '203.0.113.1'],
    // An invalid address is not trusted, so the proxy's own address counts.
    [1, 'nonsense', '192.0.2.1'],
    [1, '', '192.0.2.1'],
    [1, '198.51.100.1,', '192.0.2.1'],
    [1, 'x'.repeat(16_000), '192.0.2.1'],
    [1, '999.1.1.1', '192.0.2.1'],
    [1, '7', '192.0.2.1'],
  ])('behind %i proxies, with the header "%s", is %s', (trusted, forwarded, expected) => {
    proxies.trusted = trusted
    expect(addressOf('192.0.2.1', forwarded)).toBe(expected)
  })

  it.each([
    ['192.0.2.1', ['::ffff:192.0.2.1', '::FFFF:C000:0201', '0:0:0:0:0:ffff:c000:201']],
    [
      '2001:db8:0:0::/64',
      ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:db8::ffff:ffff:ffff:ffff', '2001:db8::'],
    ],
    ['2001:db8:0:1::/64', ['2001:db8:0:1::1', '2001:db8:0:1:2:3:4:5']],
    ['1:2:3:4::/64', ['1:2:3:4:5:6:7:8', '1:2:3:4::', '1:2:3:4:5::']],
    ['0:0:0:0::/64', ['::1', '::2']],
    ['fe80:0:0:0::/64', ['fe80::1%eth0', 'fe80::2']],
  ])('is %s in every notation', (expected, forms) => {
    for (const form of forms) expect(addressOf(form)).toBe(expected)
  })

  it.each(['192.0.2.1:4711', '[::ffff:192.0.2.1]:4711', '[::ffff:192.0.2.1]'])(
    'is read without the port of %s',
    (forwarded) => {
      proxies.trusted = 1
      expect(addressOf('10.0.0.1', forwarded)).toBe('192.0.2.1')
    },
  )
})
