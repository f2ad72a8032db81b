import { describe, expect, it } from 'vitest'
import { compare, compareValues } from './compare.ts'
import { Names, normalise, normalValue } from './normalise.ts'
import type { NormalAnswer } from './recording.ts'
import { fillIn } from './variables.ts'

const RECORDED: NormalAnswer = {
  status: 401,
  headers: { 'content-type': 'application/json', 'www-authenticate': '<scheme>', allow: 'GET' },
  body: { detail: 'Invalid token.' },
}
const SEEDED = { alice: 'a'.repeat(40) }

describe('compare', () => {
  it('finds no difference between equal responses', () => {
    expect(compare(structuredClone(RECORDED), RECORDED)).toBeUndefined()
  })

  it.each([
    ['status', { ...RECORDED, status: 403 }, 401, 403],
    [
      'body',
      { ...RECORDED, body: { detail: 'Invalid key.' } },
      RECORDED.body,
      { detail: 'Invalid key.' },
    ],
    ['body', { ...RECORDED, body: null }, RECORDED.body, null],
    ['header allow', without('allow'), 'GET', null],
    ['header content-type', without('content-type'), 'application/json', null],
    ['header location', withHeader('location', '/x/'), null, '/x/'],
    ['header www-authenticate', withHeader('www-authenticate', 'Basic'), '<scheme>', 'Basic'],
  ])(
    'reports a difference in %s, with the expected and the actual value',
    (what, got, expected, came) => {
      expect(compare(got as NormalAnswer, RECORDED)).toEqual({ what, expected, got: came })
    },
  )

  it('ignores only the body if it does not count', () => {
    expect(compare({ ...RECORDED, body: 'other' }, RECORDED, false)).toBeUndefined()
    expect(compare({ ...without('allow'), body: 'other' }, RECORDED, false)).toBeDefined()
  })

  it('distinguishes numbers and texts, the order of keys, and an additional item', () => {
    expect(compareValues('body', { id: 1, a: 2 }, { id: 1, a: 2 })).toBeUndefined()
    expect(compareValues('body', { id: '1', a: 2 }, { id: 1, a: 2 })).toBeDefined()
    expect(compareValues('body', { a: 2, id: 1 }, { id: 1, a: 2 })).toBeDefined()
    expect(compareValues('body', { id: 1, a: 2, b: null }, { id: 1, a: 2 })).toBeDefined()
    expect(compareValues('body', [1, 2, 3], [1, 2])).toBeDefined()
  })
})

/** The token names of a scenario that starts with these tokens. */
function named(tokens: Record<string, string>, v2: Record<string, string> = {}) {
  return {
    baseUrl: 'http://127.0.0.1:1',
    tokens: new Names(tokens),
    v2: new Names(v2),
    cookies: new Map(),
  }
}

describe('normalise', () => {
  const answer = (body: string, headers: Record<string, string> = {}) =>
    normalise({ status: 200, headers, body: Buffer.from(body) }, 'Token', named(SEEDED))

  it('keeps the headers that are compared', () => {
    const headers = {
      date: 'now',
      allow: 'GET',
      'www-authenticate': 'Token',
      location: 'http://h:1/api/x/?a',
    }
    expect(answer('', headers).headers).toEqual({
      allow: 'GET',
      'www-authenticate': '<scheme>',
      location: '/api/x/?a',
    })
    expect(answer('', { 'www-authenticate': 'Tokens' }).headers).toEqual({
      'www-authenticate': 'Tokens',
    })
  })

  it('reads no body as null, JSON as data, anything else as text', () => {
    expect(answer('').body).toBeNull()
    expect(answer('[1]').body).toEqual([1])
    expect(answer('<p>'.repeat(100)).body).toEqual({ $text: '<p>'.repeat(100).slice(0, 200) })
  })

  it('names tokens of seeded users by user, and others by their first appearance', () => {
    const names = named(SEEDED)
    const value = ['b'.repeat(40), SEEDED.alice, 'c'.repeat(40), 'b'.repeat(40), 'B'.repeat(40)]
    expect(normalValue(value, names)).toEqual([
      ...['<token:new1>', '<token:alice>', '<token:new2>', '<token:new1>', 'B'.repeat(40)],
    ])
  })

  it('names the tokens of version 2 separately, and removes the base of a link', () => {
    const names = named(SEEDED, { alice: 'a'.repeat(64) })
    const value = ['b'.repeat(64), 'a'.repeat(64), 'c'.repeat(128)]
    expect(normalValue(value, names)).toEqual(['<v2:new1>', '<v2:alice>', '<digest>'])
    expect(normalValue('http://127.0.0.1:1/a/?cursor=cD0y&x=1', names)).toBe(
      '<base>/a/?cursor=<cursor>&x=1',
    )
  })

  it('replaces times and the messages of parsers, and nothing similar', () => {
    const names = named({})
    const moments = ['2026-01-31T12:00:00.123456Z', '2026-01-31T12:00:00+01:00']
    expect(normalValue(moments, names)).toEqual(['<timestamp>', '<timestamp>'])
    const others = ['2026-01-31', '2026-01-31T12:00:00', 'at 2026-01-31T12:00:00Z']
    expect(normalValue(others, names)).toEqual(others)
    expect(normalValue({ detail: 'JSON parse error - line 1' }, names)).toEqual({
      detail: 'JSON parse error - <parser message>',
    })
    expect(normalValue('A JSON parse error - line 1', names)).toBe('A JSON parse error - line 1')
  })
})

describe('fillIn', () => {
  const variables = new Map([['alice.token', 'abCDef']])

  it.each([
    ['Token {{alice.token}}', 'Token abCDef'],
    ['{{alice.token|upper}}/{{alice.token|lower}}', 'ABCDEF/abcdef'],
    ['{{alice.token|slice:0:2}} {{alice.token|slice:2}}', 'ab CDef'],
    ['{{repeat:ab:3}}', 'ababab'],
    ['{{repeat:😀:2}}', '😀😀'],
    ['{no variable}', '{no variable}'],
  ])('%s', (text, filled) => {
    expect(fillIn({ a: [text, 1, null] }, variables)).toEqual({ a: [filled, 1, null] })
  })

  it('refuses a variable that is not set', () => {
    expect(() => fillIn('{{bob.token}}', variables)).toThrow(/bob\.token/)
    expect(() => fillIn('{{alice.token|rot13}}', variables)).toThrow(/rot13/)
  })
})

function without(header: string): NormalAnswer {
  const { [header]: _, ...headers } = RECORDED.headers
  return { ...RECORDED, headers }
}

function withHeader(name: string, value: string): NormalAnswer {
  return { ...RECORDED, headers: { ...RECORDED.headers, [name]: value } }
}
