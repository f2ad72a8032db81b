import type { RecordedHeaders, RecordedRequest } from './recording.ts'
import type { RawRequest } from './send-raw.ts'

const BOUNDARY = 'recorded-scenario-boundary'

/** The bytes of a recorded request with its variables filled in. */
export function rawRequest(request: RecordedRequest): RawRequest {
  const { method, path } = request
  const headers = pairs(request.headers)
  const [contentType, body] = encode(request)
  const named = headers.some(([name]) => name.toLowerCase() === 'content-type')
  if (contentType && !named) headers.push(['Content-Type', contentType])
  return { method, path, headers, body }
}

function encode(request: RecordedRequest): [contentType: string | undefined, body: Buffer] {
  const { json, form, multipart, raw, raw_latin1 } = request
  if (json !== undefined) return ['application/json', Buffer.from(JSON.stringify(json))]
  if (form) {
    const text = new URLSearchParams(pairs(form)).toString()
    return ['application/x-www-form-urlencoded', Buffer.from(text)]
  }
  if (multipart) return [`multipart/form-data; boundary=${BOUNDARY}`, multipartBody(multipart)]
  if (raw_latin1 !== undefined) return [undefined, Buffer.from(raw_latin1, 'latin1')]
  return [undefined, Buffer.from(raw ?? '')]
}

function multipartBody(fields: RecordedHeaders): Buffer {
  const parts = pairs(fields).map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`)
}

function pairs(values: RecordedHeaders = []): [string, string][] {
  return Array.isArray(values) ? [...values] : Object.entries(values)
}
