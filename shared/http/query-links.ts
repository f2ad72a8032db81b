import type { Request } from 'express'
import { isSecure } from './is-secure.ts'

/** The URL of the request with scheme and host. An invalid host is left out. */
export function absoluteUrl(request: Request): string {
  const { headers, originalUrl } = request
  const { host = '' } = headers
  return /^[\w.-]+(:\d+)?$|^\[[\da-f:.]+\](:\d+)?$/i.test(host)
    ? `${isSecure(request) ? 'https' : 'http'}://${host}${originalUrl}`
    : originalUrl
}

/** The URL with a new value for the parameter. As in DRF, the parameters are sorted by name. */
export function replaceQueryParam(url: string, name: string, value: string | number): string {
  return withQuery(url, (query) => query.set(name, String(value)))
}

/** The URL without the parameter. */
export function removeQueryParam(url: string, name: string): string {
  return withQuery(url, (query) => query.delete(name))
}

/** Writes parameters as Python's `urlencode` does. URLSearchParams treats `~` and `*` differently. */
export function urlencode(query: Iterable<[string, string]>): string {
  return [...query].map(([name, value]) => `${quotePlus(name)}=${quotePlus(value)}`).join('&')
}

function withQuery(url: string, change: (query: URLSearchParams) => void): string {
  const [path, search = ''] = url.split(/\?(.*)/s)
  const query = new URLSearchParams(search)
  change(query)
  query.sort()
  const text = urlencode(query)
  return text === '' ? String(path) : `${path}?${text}`
}

function quotePlus(text: string): string {
  const hex = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, hex)
    .replaceAll('%20', '+')
}
