import { execFile, execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import type { SentRequest } from '../../checks/harness/exchange.ts'
import { HttpClient } from '../../checks/harness/http-client.ts'
import { curlLine } from './http-lines.ts'

const BASE = 'http://127.0.0.1:8000'

it('names what differs from a plain GET', () => {
  expect(curlLine({ method: 'GET', path: '/api/me/', headers: {} }, BASE)).toBe(
    'curl -i http://127.0.0.1:8000/api/me/',
  )
  expect(curlLine({ method: 'DELETE', path: '/api/tasks/1/', headers: { A: 'b' } }, BASE)).toBe(
    'curl -i -X DELETE http://127.0.0.1:8000/api/tasks/1/ -H "A: b"',
  )
  expect(curlLine({ method: 'HEAD', path: '/', headers: {} }, BASE)).toContain('curl -i -I ')
})

it('sends a body as POST without saying so', () => {
  const line = curlLine({ method: 'POST', path: '/', headers: {}, body: '{"a":1}' }, BASE)
  expect(line).toBe('curl -i http://127.0.0.1:8000/ -d "{\\"a\\":1}"')
})

it
  .skipIf(process.platform === 'win32')
  .each(['{"a": "b c"}', '$HOME `id` !x', "it's $5", '', 'a\\b'])(
  'is read by a shell as it was meant: %s',
  (body) => {
    const line = curlLine({ method: 'PUT', path: '/?a=1&b=2', headers: {}, body }, BASE)
    const words = execFileSync(
      'sh',
      ['-c', `set -- ${line}; for w; do printf '<%s>\\n' "$w"; done`],
      {
        encoding: 'utf8',
      },
    )
    expect(words.split('\n').slice(0, -1)).toEqual(
      ['curl', '-i', '-X', 'PUT', `${BASE}/?a=1&b=2`, '-d', body].map((word) => `<${word}>`),
    )
  },
)

const seen: string[] = []
const server = createServer((request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece) => pieces.push(piece))
  request.on('end', () => {
    const { method, url, rawHeaders } = request
    const own = rawHeaders.filter((_, at) => /^x-|^authorization$/i.test(rawHeaders[at & ~1] ?? ''))
    const body = Buffer.concat(pieces).toString('latin1')
    seen.push(JSON.stringify([method, url, own, body]))
    response.end()
  })
})
afterAll(() => server.close())

/** Whether there is a shell with curl. Only old versions of Windows have none. */
function hasCurl(): boolean {
  try {
    return process.platform !== 'win32' && execFileSync('sh', ['-c', 'curl --version']).length > 0
  } catch {
    return false
  }
}

const get = { method: 'GET', path: '/', headers: {} }

it.skipIf(!hasCurl()).each<[string, SentRequest]>([
  ['a key that is not UTF-8', { ...get, headers: { Authorization: 'Token \xb8' } }],
  ['a key that is UTF-8', { ...get, headers: { Authorization: 'Token \xc3\xa9 50%\xe9' } }],
  [
    'quotes and a backslash beside it',
    { ...get, headers: { 'X-A': '\xe9 \'a\' "b" \\270 $HOME' } },
  ],
  ['a tab', { ...get, headers: { Authorization: 'Token\tkey' } }],
  ['an empty header', { ...get, headers: { Authorization: '' } }],
  ['a header twice', { ...get, headers: { Authorization: ['Token a', 'Token b'] } }],
  ['brackets in the path', { ...get, path: '/api/tasks/[1-3]/?{a,b}=%5B' }],
  ['dots in the path', { ...get, path: '/api/../tasks/./1/..' }],
  ['a body that begins with @', { ...get, method: 'POST', body: '@a' }],
  ['a body with a line break at its end', { ...get, method: 'PUT', body: '{"a":\r\n"\0\té"}\n' }],
  ['a body in another language', { ...get, method: 'POST', body: '{"title":"Café — “日本”"}' }],
])('sends with curl what was sent: %s', async (_, asked) => {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { method, path, headers, body } = asked
  const client = new HttpClient(base)
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [name, value]),
  )
  await client.send({ method, path, headers: pairs, body })
  client.close()
  await promisify(execFile)('sh', ['-c', curlLine(asked, base)])
  const [ours, curls] = seen.splice(0)
  expect(curls).toBe(ours)
})
