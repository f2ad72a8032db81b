import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { cut, heightOf, rowsOf, visibleLines, wrap } from './layout.ts'
import { markdownLines } from './markdown.ts'
import { colourTheme, diffLines, plainTheme } from './theme.ts'

describe('wrapping', () => {
  it('breaks at spaces, and leaves a word that is longer whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('a verylongword b', 5)).toEqual(['a', 'verylongword', 'b'])
    expect(wrap('', 5)).toEqual([''])
  })

  it('cuts with a mark', () => {
    expect(cut('12345', 5)).toBe('12345')
    expect(cut('123456', 5)).toBe('1234…')
  })
})

describe('rows', () => {
  it('counts what a terminal breaks, and neither colours nor links', () => {
    expect(rowsOf('x'.repeat(21), 10)).toBe(3)
    expect(rowsOf(colourTheme.bad('x'.repeat(10)), 10)).toBe(1)
    expect(rowsOf(colourTheme.link('x'.repeat(10), 'file:///a/very/long/path'), 10)).toBe(1)
    expect(heightOf(['', 'x'.repeat(11)], 10)).toBe(3)
  })

  it('shows the lines that fit as a whole', () => {
    expect(visibleLines(['a', 'b'.repeat(15), 'c'], 0, 3, 10)).toEqual(['a', 'b'.repeat(15)])
    expect(visibleLines(['a', 'b', 'c'], 1, 5, 10)).toEqual(['b', 'c'])
  })
})

describe('Markdown', () => {
  const shown = (markdown: string, width = 40) =>
    markdownLines(markdown, plainTheme, width, 'steps/01-a').join('\n')

  it('shows paragraphs, code, lists and links that lead to the web', () => {
    expect(shown('A *b* `<c>`,\n[here](https://x.y) & [there](#below).')).toBe(
      'A b `<c>`, here (https://x.y) & there.',
    )
    expect(shown('```ts\na\n  b\n```')).toBe('    a\n      b')
    expect(shown('1. one\n2. two\n   more')).toBe('1. one\n2. two more')
  })

  it.each([
    ['[task.ts](../../shared/core/task.ts)', 'shared/core/task.ts'],
    ['[models.ts](models.ts)', 'steps/01-a/models.ts'],
    ['[shared/](../../shared/)', 'shared/'],
    ['[shared/db/a.ts](../../shared/db/a.ts#x)', 'shared/db/a.ts'],
    ['[how](../../docs/try-it.md)', 'how (docs/try-it.md)'],
    ['[step 2](../02-b/README.md)', 'step 2 (steps/02-b/README.md)'],
    ['[`User`](../../shared/auth/user.ts)', '`User` (shared/auth/user.ts)'],
  ])('shows the path of a file that is linked: %s', (markdown, text) => {
    expect(shown(markdown)).toBe(text)
  })

  it.each(['\n', '\n\n'])('keeps what is folded folded, one summary to a line', (between) => {
    const folded = (title: string) =>
      `<details><summary>${title}</summary>\n\nThe answer.\n</details>`
    const text = shown(`${folded('A question?')}${between}${folded('Near it')}\n\nAfterwards.`, 80)
    expect(text).toBe(
      '- A question?\n- Near it\n\nTo see the next hint: h, or npm run hint.\n\nAfterwards.',
    )
  })

  it('shows a table row by row', () => {
    expect(shown('| | token |\n| --- | --- |\n| how | header |')).toBe('how\n  token: header')
  })
})

it('tells what is added from what is taken away', () => {
  const lines = diffLines('--- a\n+++ b\n -1 +1 \n-x\n+y', colourTheme)
  expect(lines.map(stripVTControlCharacters)).toEqual(['--- a', '+++ b', ' -1 +1 ', '-x', '+y'])
  expect(new Set(lines.map((line) => line.split('m')[0])).size).toBe(4)
})
