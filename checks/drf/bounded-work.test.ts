import { beforeEach, describe, expect, it } from 'vitest'
import { type Asked, ask } from './ask.ts'
import { resetTarget } from './reset-target.ts'
import { targetUrl } from './served-target.ts'

/**
 * On an idle machine, the slowest of these takes 0.11 s, most of it to read the bytes. Work that
 * grows with the square of its input would take minutes.
 */
const MAX_CPU_SECONDS = 0.6
const BODY = 2_600_000
/** Node refuses more than 16 kB of headers. */
const HEADER = 15_000

let tokens: Record<string, string>

beforeEach(async () => {
  tokens = await resetTarget(targetUrl)
})

/** A repeated pattern, as long as the limit allows. */
const filled = (unit: string, bytes: number) =>
  unit.repeat(Math.floor(bytes / Buffer.byteLength(JSON.stringify(unit).slice(1, -1))))

async function cpuSeconds(method: string, path: string, asked: Asked): Promise<number> {
  const before = process.cpuUsage()
  const { status } = await ask(targetUrl, method, path, asked)
  const { user, system } = process.cpuUsage(before)
  expect(status).toBeLessThan(500)
  return (user + system) / 1e6
}

async function expectBounded(method: string, path: string, asked: Asked = {}): Promise<void> {
  const headers: [string, string][] = [
    ...(asked.headers ?? []),
    ...(path.startsWith('/api/tasks/') ? [authorization()] : []),
  ]
  expect(await cpuSeconds(method, path, { ...asked, headers })).toBeLessThan(MAX_CPU_SECONDS)
}

const authorization = (): [string, string] => ['Authorization', `Token ${tokens.alice}`]
const type = (contentType: string): [string, string][] => [['Content-Type', contentType]]

describe('the work for a request is proportional to its length', () => {
  const UNITS = [
    ...['\u0301', '\u0315\u0300', '\u1100\u1161\u11a8', '\ufdfa', '\u2028', '😀', '\ud800', '\0'],
    ...[' ', '\u3000', ' a', 'a', '1', '.', 'a.', '-', '@', 'a@', '"', '\\', '%', '%41', '\n'],
  ]
  const FIELDS = [
    ['/api/register/', 'username'],
    ['/api/register/', 'email'],
    ['/api/register/', 'password'],
    ['/api/login/', 'username'],
    ['/api/login/', 'password'],
    ['/api/tasks/', 'title'],
    ['/api/tasks/', 'description'],
    ['/api/tasks/', 'completed'],
  ] as const
  const VALID = { username: 'ada', password: 'secret', email: 'a@b.de', title: 'a' }

  it.each(FIELDS)('%s %s', async (path, field) => {
    for (const unit of UNITS) {
      const json = { ...VALID, [field]: `a${filled(unit, BODY)}` }
      await expectBounded('POST', path, { json })
    }
  })

  const many = (unit: (n: number) => string, open: string, close: string) => {
    let text = open + unit(0)
    for (let n = 1; text.length < BODY - 20; n++) text += `,${unit(n)}`
    return text + close
  }
  it.each([
    ['numbers', many(() => '1', '[', ']')],
    ['empty lists', many(() => '[]', '[', ']')],
    ['objects with different keys', many((n) => `{"${n.toString(36)}":1}`, '[', ']')],
    ['keys', many((n) => `"${n.toString(36)}":1`, '{', '}')],
    ['keys that are numbers', many((n) => `"${n * 7919}":1`, '{', '}')],
    ['the same key', many(() => '"title":1.0', '{', '}')],
    ['brackets', '['.repeat(BODY / 2) + ']'.repeat(BODY / 2)],
    ['objects in objects', '{"a":'.repeat(BODY / 5)],
    ['escapes', `{"title":"${'\\u0041'.repeat(BODY / 6)}"}`],
    ['backslashes', `{"title":"${'\\'.repeat(BODY)}`],
    ['a fraction', `{"title":0.${'1'.repeat(BODY)}}`],
    ['an integer', `{"title":${'1'.repeat(BODY)}}`],
    ['spaces', `{${' '.repeat(BODY)}`],
  ])('JSON of many: %s', async (_, body) => {
    await expectBounded('POST', '/api/tasks/', { headers: type('application/json'), body })
  })

  const PART = '--x\r\nContent-Disposition: form-data; name="title"'
  it.each([
    ['escapes', 'x-www-form-urlencoded', `title=${'a%41'.repeat(BODY / 4)}`],
    ['fields', 'x-www-form-urlencoded', 'a&'.repeat(BODY / 2)],
    ['equals signs', 'x-www-form-urlencoded', '='.repeat(BODY)],
    ['bytes that are not UTF-8', 'x-www-form-urlencoded', Buffer.alloc(BODY, 0xe9)],
    ['Japanese', 'x-www-form-urlencoded; charset=euc-jp', Buffer.alloc(BODY, 0xa4)],
    ['UTF-7', 'x-www-form-urlencoded; charset=utf-7', '+AGE-'.repeat(BODY / 5)],
    ['UTF-7 for mail', 'x-www-form-urlencoded; charset=utf-7-imap', '&'.repeat(BODY)],
    ['parts', '', '--x\r\n\r\n\r\n'.repeat(BODY / 9)],
    ['parts with a name', '', `${PART}\r\n\r\n\r\n`.repeat(BODY / 55)],
    ['headers of a part', '', `${PART}${'\r\na: b'.repeat(BODY / 6)}\r\n\r\n`],
    ['parameters of a part', '', `${PART}${'; a=b'.repeat(BODY / 5)}\r\n\r\n`],
    ['half boundaries', '', `${PART}\r\n\r\n${'\r\n--'.repeat(BODY / 4)}\r\n--x--`],
  ])('forms of many: %s', async (_, kind, body) => {
    const contentType = kind ? `application/${kind}` : 'multipart/form-data; boundary=x'
    await expectBounded('POST', '/api/tasks/', { headers: type(contentType), body })
  })

  const MARKS = [...['/', '%', '%25', '.', ',', ';', '=', '&', ' ', '\t', '"', '*/*', 'a', 'a,']]
  it.each(MARKS)('%j in the path, the query and the headers', async (mark) => {
    const text = mark.repeat(HEADER / mark.length)
    const inUrl = encodeURI(text).slice(0, HEADER)
    for (const path of [`/${inUrl}`, `/api/tasks/${inUrl}/`, `/api/tasks/?${inUrl}`]) {
      await expectBounded('GET', path)
    }
    await expectBounded('GET', `/api/tasks/?format=${inUrl}`)
    const HEADERS = ['Accept', 'Authorization', 'Content-Type', 'Content-Encoding', 'X-Any']
    for (const name of HEADERS) {
      for (const value of [text, `Token ${text}`, `multipart/form-data; charset=${text}`]) {
        const headers: [string, string][] = [[name, value]]
        await expectBounded('POST', '/api/login/', { headers, body: 'a=b' })
      }
    }
  })

  it('many headers', async () => {
    const headers = Array.from({ length: 1500 }, (): [string, string] => ['Accept', '*/*'])
    await expectBounded('GET', '/api/tasks/', { headers })
  })
})
