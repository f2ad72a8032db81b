import type { Request } from 'express'
import { describe, expect, it } from 'vitest'
import { JsonNumber } from './json-number.ts'
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

  it('reads a field called __proto__ like any other field', async () => {
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

  it("reads an object's own numbers as they are written", async () => {
    const body = '{"a":1.0,"b\\u0031":1e400,"c":-0,"d":1,"d":"x","e":"x","e":2,"f":{"a":3},"g":[4]}'
    expect(await parse('application/json', body)).toEqual({
      ...{ a: new JsonNumber('1.0'), b1: new JsonNumber('1e400'), c: new JsonNumber('-0') },
      ...{ d: 'x', e: new JsonNumber('2'), f: { a: 3 }, g: [4] },
    })
    expect(await parse('application/json', ' -1.50\n')).toEqual(new JsonNumber('-1.50'))
    expect(await parse('application/json', '["length",1,"a",2]')).toEqual(['length', 1, 'a', 2])
    const named = await parse('application/json', '{"__proto__":1,"constructor":2}')
    expect(Object.entries(named as object)).toEqual([
      ['__proto__', new JsonNumber('1')],
      ['constructor', new JsonNumber('2')],
    ])
  })

  it('reads 50,000 values and refuses one more', async () => {
    const list = (values: number) => `[${Array(values - 1).fill('1')}]`
    expect(await refusal('application/json', list(50_000))).toBeUndefined()
    expect(await refusal('application/json', list(50_001))).toMatch(/^400 JSON parse error - /)
  })

  it.each([
    ['iso-8859-1', 'latin1'],
    ['LATIN1', 'latin1'],
    ['"windows-1252"', 'latin1'],
    ['utf-16le', 'utf16le'],
    ['utf8', 'utf8'],
    ['nobody-knows-it', 'utf8'],
  ] as const)('reads JSON in the charset %s', async (charset, encoding) => {
    const body = Buffer.from('{"a":"é"}', encoding)
    expect(await parse(`application/json; charset=${charset}`, body)).toEqual({ a: 'é' })
  })

  it.each(['utf-16', 'utf-32', 'us-ascii', 'base64'])(
    'does not read UTF-8 as text in %s',
    async (charset) => {
      expect(await refusal(`application/json; charset=${charset}`, '{"a":"é"}')).toMatch(/^400 /)
    },
  )

  it('refuses bytes that are not UTF-8, without quoting them', async () => {
    const body = Buffer.from('{"password":"s\xe9cret"}', 'latin1')
    expect(await refusal('application/json', body)).toBe(
      '400 JSON parse error - the body is not valid JSON',
    )
  })

  it('reads 32 levels and refuses a 33rd', async () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    expect(await refusal('application/json', nested(32))).toBeUndefined()
    for (const levels of [33, 100_000]) {
      expect(await refusal('application/json', nested(levels))).toMatch(/^400 JSON parse error - /)
    }
  })

  it('never parses an empty body', async () => {
    expect(await parse('text/plain', '')).toEqual({})
    expect(await parse(undefined, '')).toEqual({})
    expect(await parse('application/json', '')).toEqual({})
    expect(await parse('multipart/form-data', '')).toEqual(new QueryDict())
  })

  it.each(['*/*', 'application/*', '*/json', 'APPLICATION/Json', 'application/json ; x'])(
    'reads %j with the first parser that fits',
    async (type) => {
      expect(await parse(type, '{"a":"b"}')).toEqual({ a: 'b' })
    },
  )

  it.each([
    ['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
    ['application/vnd.api+json', 'application/vnd.api+json'],
    [undefined, 'text/plain'],
    ['', ''],
    ...['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', '*', '/', ';'].map(
      (type): [string, string] => [type, type],
    ),
    ['text/*', 'text/*'],
    ['application/json/x', 'application/json/x'],
    ...['utf-7', 'UTF_7', 'u.t.f.7', 'unicode-1-1-utf-7', 'utf-7-imap', 'utf7:2000'].map(
      (charset): [string, string] => [
        `application/json; charset=${charset}`,
        `application/json; charset=${charset}`,
      ],
    ),
  ])('refuses the content type %j, as it was sent', async (type, named) => {
    expect(await refusal(type, '{}')).toBe(`415 Unsupported media type "${named}" in request.`)
  })
})
