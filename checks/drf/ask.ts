import { type RawAnswer, sendRaw } from './send-raw.ts'

/** The parts of a request. A string body is sent as UTF-8. */
export interface Asked {
  token?: string
  headers?: [string, string][]
  json?: unknown
  body?: string | Buffer
}

/** A response whose body is read as text and, if it is JSON, as data. */
export interface Told extends Omit<RawAnswer, 'body'> {
  text: string
  data: unknown
}

/** Sends a request without normalising it. */
export async function ask(baseUrl: string, method: string, path: string, asked: Asked = {}) {
  const { token, json, body = json === undefined ? '' : JSON.stringify(json) } = asked
  const headers = [...(asked.headers ?? [])]
  if (token !== undefined) headers.push(['Authorization', `Token ${token}`])
  if (json !== undefined) headers.push(['Content-Type', 'application/json'])
  const answer = await sendRaw(baseUrl, { method, path, headers, body: Buffer.from(body) })
  const text = answer.body.toString()
  return { ...answer, text, data: parsed(text) } satisfies Told
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
