import { expect, it } from 'vitest'
import { escapeLine, escapeText, fileNameOf } from './escape.ts'

it.each([
  ['\u001b[2J\u009b2J\u0007', '\\u{1b}[2J\\u{9b}2J\\u{7}'],
  ['a\u202eb\u2066c\u200bd\ufeff', 'a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}'],
  ['\ud800x', '\\u{d800}x'],
  ['é 漢字 😀', 'é 漢字 😀'],
  ['a\r\n\tb', 'a\n  b'],
])('makes %j harmless', (text, safe) => {
  expect(escapeText(text)).toBe(safe)
})

it('keeps a line in one line, and short', () => {
  expect(escapeLine('a\nb')).toBe('a b')
  expect(escapeLine('x'.repeat(1000)).length).toBeLessThan(250)
})

it('makes file names that are valid on every system, and different', () => {
  const taken = new Set<string>()
  const names = ['../../x', 'CON', '..', 'Zoë Müller', 'zoë müller', 'a/b\\c:d', ''].map((name) =>
    fileNameOf(name, taken),
  )
  expect(names).toEqual(['_.._x', '_CON', '_', 'Zoë Müller', 'zoë müller 2', 'a_b_c_d', '_ 2'])
})
