import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
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
