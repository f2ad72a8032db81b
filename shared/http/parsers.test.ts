import type { Request } from 'express'
import { describe, expect, it } from 'vitest'
import { parseBody } from './parsers.ts'
import { QueryDict } from './query-dict.ts'

const parse = (contentType: string | undefined, body: string | Buffer) =>
  parseBody({ get: () => contentType } as unknown as Request, Buffer.from(body))
const refusal = (contentType: string | undefined, body: string | Buffer) =>
  parse(contentType, body).then(
    () => undefined,
    ({ statusCode, detail }) => `${statusCode} ${detail}`,
  )

describe('parseBody', () => {
  it.each([
    ['{"a":"b","a":"c"}', { a: 'c' }],
    [' \n{"a":null}\t', { a: null }],
    ['[true,"\\u00e9","\\ud83d\\ude00"]', [true, 'é', '😀']],
    ['null', null],
  ])('reads %j as JSON', async (body, data) => {
    expect(await parse('application/json; charset=utf-8', body)).toEqual(data)
  })

  it('keeps a field called __proto__ a field', async () => {
    const data = await parse('application/json', '{"__proto__":{"admin":true},"a":1}')
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect((data as { admin?: unknown }).admin).toBeUndefined()
  })

  it.each([
    ...[' ', '{', '{a:1}', "{'a':1}", '{"a":1,}', '{"a":1}x', '\ufeff{}', 'NaN', '-Infinity'],
    ...['01', '+1', '1.', '"tab\there"', '{"a":1}//', '\xa0{}', '1'.repeat(4301), 'undefined'],
  ])('refuses %j as JSON', async (body) => {
    expect(await refusal('application/json', body)).toMatch(/^400 JSON parse error - /)
  })

  it('refuses bytes that are not UTF-8, and does not quote what it refuses', async () => {
    const body = Buffer.from('{"password":"s\xe9cret"}', 'latin1')
    expect(await refusal('application/json', body)).toBe(
      '400 JSON parse error - the body is not valid JSON',
    )
  })

  it('reads 32 levels and refuses the 33rd, however deep the rest', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(await refusal('application/json', nested(32))).toBeUndefined()
    for (const levels of [33, 100_000]) {
      expect(await refusal('application/json', nested(levels))).toMatch(/^400 JSON parse error - /)
    }
  })

  it('reads forms, of a repeated field the last value', async () => {
    const type = 'application/x-www-form-urlencoded'
    expect(await parse(type, 'a=1&a=+%C3%A9&b=')).toEqual(
      new QueryDict([
        ['a', ' é'],
        ['b', ''],
      ]),
    )
    const multipart =
      '--frontier-of-parts\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n' +
      '--frontier-of-parts\r\nContent-Disposition: form-data; name="a"\r\n\r\ny\r\n--frontier-of-parts--\r\n'
    expect(await parse('multipart/form-data; boundary=frontier-of-parts', multipart)).toEqual(
      new QueryDict([['a', 'y']]),
    )
    expect(await refusal('multipart/form-data', multipart)).toMatch(
      /^400 Multipart form parse error - /,
    )
  })

  it('never parses an empty body', async () => {
    expect(await parse('text/plain', '')).toEqual({})
    expect(await parse(undefined, '')).toEqual({})
    expect(await parse('application/json', '')).toEqual({})
    expect(await parse('multipart/form-data', '')).toEqual(new QueryDict())
  })

  it.each([
    ['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
    ['application/vnd.api+json', 'application/vnd.api+json'],
    [undefined, 'text/plain'],
    ['', ''],
  ])('refuses the content type %j, as it was sent', async (type, named) => {
    expect(await refusal(type, '{}')).toBe(`415 Unsupported media type "${named}" in request.`)
  })
})
