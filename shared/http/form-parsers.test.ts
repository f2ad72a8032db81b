import { describe, expect, it } from 'vitest'
import { parseForm, parseMultipart } from './form-parsers.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const entries = (form: Map<string, unknown>) => Object.fromEntries(form)

describe('parseForm', () => {
  const read = (body: string, charset = 'utf-8') => entries(parseForm(latin1(body), charset))

  it.each([
    ['a=1&a=+%C3%A9&b=', { a: ' é', b: '' }],
    ['&&a=x&&', { a: 'x' }],
    ['a', { a: '' }],
    ['a=1=2', { a: '1=2' }],
    ['a=1;b=2', { a: '1;b=2' }],
    ['a=100%&b=%zz&c=%4', { a: '100%', b: '%zz', c: '%4' }],
    ['a%5B%5D=%00%2b', { 'a[]': '\0+' }],
    [
      '__proto__=x&constructor=y',
      Object.fromEntries([
        ['__proto__', 'x'],
        ['constructor', 'y'],
      ]),
    ],
  ])('reads %j', (body, form) => {
    expect(read(body)).toEqual(form)
  })

  it('reads other charsets, whether or not they are named', () => {
    expect(read('a=caf\xe9')).toEqual({ a: 'café' })
    expect(read('a=caf\xe9%C3%A9')).toEqual({ a: 'caféé' })
    expect(read('a=caf%E9', 'iso-8859-1')).toEqual({ a: 'café' })
    expect(read('a=caf\x80', 'windows-1252')).toEqual({ a: 'caf€' })
    expect(read('a=%E3%81%82\xc3\xa9')).toEqual({ a: 'あé' })
    const wide = Buffer.from('\ufeffa=é&b=%41', 'utf16le')
    expect(entries(parseForm(wide, 'utf-16'))).toEqual({ a: 'é', b: 'A' })
  })

  it('refuses bytes that would be stored as another text', () => {
    expect(() => read('a=caf%E9')).toThrow(/^Form parse error - /)
  })

  it('reads 1,000 fields and refuses one more, empty ones too', () => {
    expect(read(`a=1${'&b=2'.repeat(999)}`)).toEqual({ a: '1', b: '2' })
    for (const field of ['&b=2', '&']) {
      expect(() => read(`a=1${field.repeat(1000)}`)).toThrow(/^Form parse error - /)
    }
  })
})

describe('parseMultipart', () => {
  const END = '--x--\r\n'
  const part = (headers: string, value = 'v') => `--x\r\n${headers}\r\n\r\n${value}\r\n`
  const named = 'Content-Disposition: form-data; name="a"'
  const read = async (body: string, charset = 'utf-8', type = 'multipart/form-data; boundary=x') =>
    entries(await parseMultipart(latin1(body), charset, type))

  it.each([
    ['a name without quotes', part('Content-Disposition: form-data; name=a')],
    ['no space', part('Content-Disposition: form-data;name="a"')],
    ['capitals', part('CONTENT-DISPOSITION: FORM-DATA; NAME="a"')],
    ['a preamble', `for those who read mail\r\n${part(named)}`],
    ['an empty file name', part(`${named}; filename=""`)],
    ['a content type', part(`${named}\r\nContent-Type: text/plain; charset=utf-8`)],
    ['base64', part(`${named}\r\nContent-Transfer-Encoding: base64`, 'dg==')],
    ['a part that has no name before it', part('X: y', 'z') + part(named)],
    ['names from JavaScript', part(`__proto__: x\r\nconstructor: y\r\n${named}`)],
    ['the same field twice', part(named, 'w') + part(named)],
  ])('reads a form with %s', async (_, parts) => {
    expect(await read(parts + END)).toEqual({ a: 'v' })
    expect(await read(`${parts}--x--`)).toEqual({ a: 'v' })
    expect(await read(`${parts}${END}an epilogue`)).toEqual({ a: 'v' })
  })

  it.each([
    'multipart/form-data;boundary="x"',
    'multipart/form-data; boundary="x" ; a="b"',
    'MULTIPART/FORM-DATA; BOUNDARY=x; charset=utf-8',
  ])('reads a form of the type %j', async (type) => {
    expect(await read(part(named) + END, 'utf-8', type)).toEqual({ a: 'v' })
  })

  it('does not read a file as text', async () => {
    const form = await read(part(`${named}; filename="f"`, '\xff') + END)
    expect(form.a).not.toBeTypeOf('string')
  })

  it('reads every charset, and refuses bytes that would be stored as another text', async () => {
    const part1 = part(`${named}\r\nContent-Type: text/plain; charset=iso-8859-1`, 'caf\xe9')
    expect(await read(part1 + END)).toEqual({ a: 'café' })
    expect(await read(part(named, 'caf\xe9') + END, 'iso-8859-1')).toEqual({ a: 'café' })
    expect(await read(part(named, '\xef\xbf\xbd') + END)).toEqual({ a: '\ufffd' })
    await expect(read(part(named, 'caf\xe9') + END)).rejects.toThrow(/^Multipart form parse error/)
  })

  it.each([
    ['nothing of it', 'garbage'],
    ['half a header', '--x\r\nContent-Disp'],
    ['half a value', `--x\r\n${named}\r\n\r\nv`],
    ['half a file', `--x\r\n${named}; filename="f"\r\n\r\nv`],
    ['no end', part(named)],
    ['1,001 fields', part(named).repeat(1001) + END],
    ['101 files', part(`${named}; filename="f"`).repeat(101) + END],
    [
      'base64 of bytes that are not text',
      part(`${named}\r\nContent-Transfer-Encoding: base64`, '6Q==') + END,
    ],
    ['parts beyond all measure', part('').repeat(200_000) + END],
  ])('refuses %s', async (_, body) => {
    await expect(read(body)).rejects.toThrow(/^Multipart form parse error - /)
  })

  it('reads 1,000 fields and 100 files', async () => {
    const files = part('Content-Disposition: form-data; name="b"; filename="f"').repeat(100)
    expect(await read(part(named).repeat(1000) + files + END)).toMatchObject({ a: 'v' })
  })

  it.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/*'])(
    'refuses the type %j, which has no boundary',
    async (type) => {
      await expect(read(part(named) + END, 'utf-8', type)).rejects.toThrow(/no boundary/)
    },
  )
})
