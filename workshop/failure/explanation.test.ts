import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { explainStop } from './explain-stop.ts'
import { explanationSections } from './explanation.ts'
import { lineWithText } from './source.ts'

it.each([
  ['a line with text', 'a\n  b\n', 2, 2],
  ['the end of a text', 'a\n  b\n\n \n', 5, 2],
  ['an empty line between others', 'a\n\nb', 2, 1],
  ['a text without anything', '\n\n', 3, 3],
  ['a line that does not exist', 'a', 9, 9],
])('a place at %s is shown at a line with text, if there is one', (_, text, line, shown) => {
  expect(lineWithText(text.split('\n'), line)).toBe(shown)
})

it.each([
  ['a missing brace', 'export const a = () => {\n  return 1\n\n', 'steps/a.ts:2', 'return 1'],
  ['nothing but empty lines', '\n\n', 'steps/a.ts:3', undefined],
])('a file with %s is opened where it has text', (_, text, open, line) => {
  const tree = path.join(mkdtempSync(path.join(tmpdir(), 'stop-')), 'steps')
  mkdirSync(tree)
  const file = path.join(tree, 'a.ts')
  writeFileSync(file, text)
  const at = { file, line: text.split('\n').length }
  const error = { name: 'CompileError', message: 'Unexpected end of file', stack: '', at }
  const report = { step: '01-token-model', checks: [], verdicts: [] }
  const told = explainStop(report, { why: 'not-loaded', error }, tree)
  expect([told.open, told.line, told.hintCommand]).toEqual([open, line, undefined])
  const labels = explanationSections(told).map(({ label }) => label)
  expect(labels).toEqual(['Fails', 'What to do', 'Open', ...(line ? ['The line'] : [])])
  rmSync(path.dirname(tree), { recursive: true })
})

it.each([
  [{ guess: true, looking: true }, 'Open (a guess; looking for the exact line …)'],
  [{ looking: true }, 'Open (looking for the exact line …)'],
  [{ guess: true }, 'Open (a guess)'],
  [{ guess: false }, 'Open'],
])('the place to open with %j is headed %s', (known, label) => {
  const told = { check: '', whatToDo: [], expected: [], frames: [], open: 'steps/a.ts:1', ...known }
  expect(explanationSections(told).map((each) => each.label)).toContain(label)
})
