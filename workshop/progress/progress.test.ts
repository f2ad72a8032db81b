import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  brokenSteps,
  codeNow,
  currentStep,
  emptyProgress,
  isProgressNew,
  noteOutcome,
  progressOf,
  readProgress,
  writeProgress,
} from './progress.ts'

const STEPS = ['01-a', '02-b', '03-c']

describe('the current step', () => {
  it('is the first that is not green, when nothing is remembered', () => {
    const progress = emptyProgress()
    expect(currentStep(progress, STEPS)).toBe('01-a')
    noteOutcome(progress, '01-a', true)
    expect(currentStep(progress, STEPS)).toBe('02-b')
  })

  it('is the one remembered, also when others are added or it is gone', () => {
    expect(currentStep({ ...emptyProgress(), current: '02-b' }, ['00-x', ...STEPS])).toBe('02-b')
    expect(currentStep({ ...emptyProgress(), current: 'gone' }, STEPS)).toBe('01-a')
  })

  it('is the last one when all are green', () => {
    const progress = emptyProgress()
    for (const step of STEPS) noteOutcome(progress, step, true)
    expect(currentStep(progress, STEPS)).toBe('03-c')
  })
})

describe('a step that was green and is not', () => {
  it('is broken by the step that was changed, until it is green again', () => {
    const progress = emptyProgress()
    noteOutcome(progress, '01-a', true, undefined, { code: 'as it was' })
    noteOutcome(progress, '01-a', false, '03-c', { code: 'changed' })
    expect(brokenSteps(progress)).toEqual(['01-a'])
    expect(progressOf(progress, '01-a').brokenBy).toBe('03-c')
    noteOutcome(progress, '01-a', true, '03-c')
    expect(brokenSteps(progress)).toEqual([])
    expect(progressOf(progress, '01-a').brokenBy).toBeUndefined()
  })

  it('is red because its checks became stricter when its code is what passed', () => {
    const progress = emptyProgress()
    const code = 'as it was'
    noteOutcome(progress, '01-a', true, undefined, { code, checks: 'old' })
    noteOutcome(progress, '01-a', false, '01-a', { code, checks: 'new' })
    expect(progressOf(progress, '01-a')).toMatchObject({ stricter: true, brokenBy: undefined })
    noteOutcome(progress, '01-a', false, '01-a', { code: 'changed', checks: 'new' })
    expect(progressOf(progress, '01-a').stricter).toBeUndefined()
    noteOutcome(progress, '01-a', true, undefined, { code, checks: 'new' })
    noteOutcome(progress, '01-a', false, '01-a', { code, checks: 'new' })
    expect(progressOf(progress, '01-a').stricter).toBeUndefined()
  })

  it('is not broken when it never was green', () => {
    const progress = emptyProgress()
    noteOutcome(progress, '02-b', false, '03-c')
    expect(brokenSteps(progress)).toEqual([])
  })
})

describe("the learner's code", () => {
  const tree = mkdtempSync(path.join(tmpdir(), 'tree-'))
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
    writeFileSync(path.join(tree, file), text)
  }

  it.each([
    'app.ts',
    'helper.ts',
    '01-a/views.ts',
    '12-z/views.ts',
    'helpers/text.ts',
    'helpers/deep/text.mts',
    '.own/text.ts',
    'helpers/.text.ts',
    'helpers/words.json',
    'helpers/old.cjs',
  ])('changes with %s', (file) => {
    const before = codeNow(tree)
    write(file, 'one')
    const one = codeNow(tree)
    write(file, 'two')
    expect(new Set([before, one, codeNow(tree)]).size).toBe(3)
    write(file, 'one')
    expect(codeNow(tree)).toBe(one)
  })

  it('does not change with what no code imports, or with the ends of lines', () => {
    write('app.ts', 'a\nb\n')
    const before = codeNow(tree)
    write('app.ts', 'a\r\nb\r\n')
    write('01-a/README.md', 'text')
    write('01-a/.views.ts.swp', 'of an editor')
    expect(codeNow(tree)).toBe(before)
  })

  it.skipIf(process.platform === 'win32')('may have a broken link of an editor', () => {
    const before = codeNow(tree)
    symlinkSync('nowhere', path.join(tree, '.#app.ts'))
    expect(codeNow(tree)).toBe(before)
  })
})

describe('the file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'progress-')), 'folder', 'progress.json')

  it('brings back what was written', () => {
    const progress = { ...emptyProgress(), current: '02-b' }
    noteOutcome(progress, '01-a', true)
    progressOf(progress, '02-b').hints = { 'a.ts b': 2 }
    writeProgress(progress, file)
    expect(readProgress(file)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
    expect(readProgress(file)).toEqual(progress)
  })

  it.each(['', '{', 'null', '[]', '{"steps": 3, "current": 4}', '{"steps": {"01-a": null}}'])(
    'counts as empty when it holds %s',
    (text) => {
      writeProgress(emptyProgress(), file)
      writeFileSync(file, text)
      expect(readProgress(file)).toEqual(emptyProgress())
    },
  )

  it('is new when another command has written it, until it is read', () => {
    writeProgress(emptyProgress(), file)
    expect(isProgressNew(file)).toBe(false)
    writeFileSync(file, '{"current": "02-b"}')
    expect(isProgressNew(file)).toBe(true)
    expect(readProgress(file).current).toBe('02-b')
    expect(isProgressNew(file)).toBe(false)
    expect(isProgressNew(`${file}.none`)).toBe(false)
  })

  it('counts as empty when it is missing', () => {
    expect(readProgress(`${file}.none`)).toEqual(emptyProgress())
  })
})
