import type { SentRequest } from '../../checks/harness/exchange.ts'

/** A request as a line for a shell; `base` is where the API answers. */
export function curlLine({ method, path, headers, body }: SentRequest, base: string): string {
  const words = ['curl', '-i']
  if (method === 'HEAD') words.push('-I')
  else if (method !== (body === undefined ? 'GET' : 'POST')) words.push('-X', method)
  words.push(quoted(base + path))
  for (const [name, value] of Object.entries(headers)) words.push('-H', quoted(`${name}: ${value}`))
  if (body !== undefined) words.push('-d', quoted(body))
  return words.join(' ')
}

/** Double quotes are read alike by every shell but PowerShell, unless a $ or the like is within. */
function quoted(text: string): string {
  if (/^[\w./:?=&-]+$/.test(text) && !text.includes('&')) return text
  if (!/[$`\\!%]/.test(text)) return `"${text.replaceAll('"', '\\"')}"`
  return `'${text.replaceAll("'", "'\\''")}'`
}
