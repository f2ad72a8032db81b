import { describe, expect, it } from 'vitest'
import { emailValidator, maxLength, noSurrogates, usernameValidator } from './validators.ts'

/** Values that Django's EmailValidator accepts. */
const EMAILS = [
  ...['a@b.de', 'A@B.DE', 'a+b@c.de', "a!#$%&'*/=?^`{|}~@c.de", '"a\\"b"@c.de', '""@c.de'],
  ...['a@localhost', 'a@[127.0.0.1]', 'a@[::1]', 'a@[::ffff:1.2.3.4]', 'a@b.c1'],
  ...['a@é.de', 'a@日本.jp', 'a@xn--e1afmkfd.com', `${'x'.repeat(65)}@b.de`],
  ...[`a@${'x'.repeat(63)}.de`, `a@b.${'c'.repeat(63)}`],
]
/** Values that it refuses. */
const NO_EMAILS = [
  ...['', 'a', '@', 'a@', '@b.de', 'a@b', 'a@LOCALHOST', 'a@127.0.0.1', 'a@b..de', 'a@.de'],
  ...['a@-b.de', 'a@b-.de', 'a@b.c-', 'a@b.de.', 'a@b.1', 'a@b_c.de', 'a@b,de', 'a@\u200b.de'],
  ...['.a@b.de', 'a.@b.de', 'a..b@c.de', '"a b"@c.de', 'a b@c.de', 'a@b@c.de', 'é@b.de'],
  ...[
    'a@b.de\n',
    'a@b\n.de',
    'a@b%2ede',
    '<a@b.de>',
    'a@[1.2.3]',
    'a@[256.1.1.1]',
    `a@${'x'.repeat(64)}.de`,
  ],
]
/** Values that Django's UnicodeUsernameValidator accepts. */
const USERNAMES = [
  ...['a', 'é', '日本', 'ﬁ', '²', '½', '١٢', 'Ⅷ', '①', 'ª', '𝒜', '〇', '٠'],
  ...['a.b', '@', '+', '-', '_'],
]
/** Values that it refuses. */
const NO_USERNAMES = [
  ...[
    '',
    'a b',
    'a\n',
    'a/b',
    'a"b',
    '😀',
    'a\u0301',
    '\u093e',
    '\u203f',
    '\u00b7',
    '\u200b',
    '\0',
  ],
  'a\u00ad',
]

describe('emailValidator', () => {
  it.each(EMAILS)('accepts %j', (email) => expect(emailValidator(email)).toEqual([]))
  it.each(NO_EMAILS)('refuses %j', (email) => {
    expect(emailValidator(email)).toEqual(['Enter a valid email address.'])
  })
})

describe('usernameValidator', () => {
  it.each(USERNAMES)('accepts %j', (username) => expect(usernameValidator(username)).toEqual([]))
  it.each(NO_USERNAMES)('refuses %j', (username) => {
    expect(usernameValidator(username)).toHaveLength(1)
  })
})

describe('maxLength', () => {
  it('counts code points, so an emoji counts as one', () => {
    expect(maxLength(2)('😀😀')).toEqual([])
    expect(maxLength(2)('😀😀😀')).toEqual(['Ensure this field has no more than 2 characters.'])
  })
})

describe('noSurrogates', () => {
  it('names the first lone surrogate', () => {
    expect(noSurrogates('a😀b')).toEqual([])
    expect(noSurrogates('😀\udfff\ud800')).toEqual([
      'Surrogate characters are not allowed: U+DFFF.',
    ])
  })
})
