import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Explanation } from '../failure/explanation.ts'
import { findSteps } from '../lesson/steps.ts'
import { readReadme, readWords } from '../lesson/texts.ts'
import { emptyProgress, noteOutcome } from '../progress/progress.ts'
import { heightOf } from '../terminal/layout.ts'
import { colourTheme } from '../terminal/theme.ts'
import { plainLines } from './plain-loop.ts'
import { frameOf, type View } from './view.ts'
import type { WorkshopState } from './workshop.ts'

const steps = findSteps().map(({ name }) => name)
const [first, second] = steps as [string, string]
const SMALL = { width: 80, rows: 24 }
const MAIN: View = { kind: 'main', from: 0 }

function state(change: Partial<WorkshopState> = {}): WorkshopState {
  const failed = { exchanges: [], expected: [] }
  return {
    steps,
    current: first,
    progress: emptyProgress(),
    checking: false,
    reports: {},
    typeErrors: [],
    unused: [],
    printed: '',
    report: {
      step: first,
      checks: ['one check', 'another'],
      verdicts: [{ check: 'one check', failure: failed }, { check: 'another' }],
    },
    failure: {
      check: 'one check',
      whatToDo: ['Do this. '.repeat(20).trim()],
      sent: `curl ${'x'.repeat(150)}`,
      expected: [],
      frames: [],
      open: `steps/${first}/token.ts:12`,
      hintCommand: 'npm run hint 01',
    },
    ...change,
  }
}

const text = (lines: string[]) => lines.map(stripVTControlCharacters).join('\n')

describe('the frame', () => {
  it.each([
    [100, 50],
    [80, 24],
    [40, 15],
    [20, 5],
  ])('fits a terminal of %i columns and %i rows', (width, rows) => {
    const { lines, footer } = frameOf(MAIN, state(), colourTheme, { width, rows })
    expect(heightOf([...lines, ...footer], width)).toBeLessThanOrEqual(
      Math.max(rows, footer.length + 1),
    )
  })

  it.each(steps)('shows on a screen of 80 by 24 where to look, for each check of %s', (step) => {
    for (const [check, { whatToDo, place }] of readWords(step)) {
      const open = `steps/${place?.file}:100`
      const failure = { ...state().failure, check, whatToDo: [whatToDo], open } as Explanation
      const report = { step, checks: [check, 'another'], verdicts: [] }
      const shown = text(
        frameOf(MAIN, state({ current: step, report, failure }), colourTheme, SMALL).lines,
      )
      expect(shown).toContain(open)
      // Either all tasks, or how to see them.
      const { tasks } = readReadme(step)
      const isWhole = tasks.every((_, at) => shown.includes(`\n  ${at + 1}. `))
      expect(isWhole || shown.includes('The tasks: t'), shown).toBe(true)
    }
  })

  describe.each(steps)('when %s passes', (step) => {
    const checks = [...readWords(step).keys()]
    const verdicts = checks.map((check) => ({ check }))
    const exam = { seed: 1, sessions: 200, played: 200 }
    const more = { current: step, failure: undefined, notice: 'What n did.' }
    const frame = (change: Partial<WorkshopState>, size = SMALL) => {
      const { lines, footer } = frameOf(MAIN, state({ ...more, ...change }), colourTheme, size)
      return text([...lines, ...footer])
    }
    const others: [string, Partial<WorkshopState>][] = [
      ['nothing', {}],
      [
        'type errors elsewhere',
        { typeErrors: Array(3).fill(`steps/99-other/views.ts:1: ${'word '.repeat(30)}`) },
      ],
      ['unused imports', { unused: Array(20).fill(`steps/${step}/views.ts:1: unused`) }],
      ['printed lines', { printed: 'a line\n'.repeat(100) }],
    ]

    it.each(others)(
      'shows the verdict on a screen of 80 by 24, whatever else there is: %s',
      (_, change) => {
        const running = frame({ report: { step, checks, verdicts }, ...change })
        expect(running).toContain(`All ${checks.length} checks of ${step} pass.`)
        expect(running).toContain('sessions are running; n waits for them')
        expect(running).toContain('What n did.')
        const examined = frame({ report: { step, checks, verdicts, exam }, ...change })
        expect(examined).toMatch(/^Exam: /m)
        expect(examined).toMatch(/^(?:Next step: |This is the last step of |All steps are done)/m)
        expect(examined).toContain('What n did.')
      },
    )

    it('names the checks below it', () => {
      const tall = frame({ report: { step, checks, verdicts, exam } }, { width: 100, rows: 90 })
      expect(tall.indexOf(`✓ ${checks[0]}`)).toBeGreaterThan(tall.indexOf('Exam: '))
    })
  })

  it.each([undefined, 'one check'])('answers a key where it is seen: failing %s', (check) => {
    const cameBack = Array(60).fill('a line')
    const failure = check && ({ ...state().failure, cameBack } as Explanation)
    for (const from of [0, 20]) {
      const { lines, footer } = frameOf(
        { kind: 'main', from },
        state({ failure: failure || undefined, notice: 'What n did.' }),
        colourTheme,
        SMALL,
      )
      expect(text([...lines, ...footer])).toContain('What n did.')
      expect(heightOf([...lines, ...footer], SMALL.width)).toBeLessThanOrEqual(SMALL.rows)
    }
  })

  it('shows where the learner stands, the check, what to do and the place to open', () => {
    const shown = text(frameOf(MAIN, state(), colourTheme, { width: 100, rows: 50 }).lines)
    expect(shown).toContain('0 of 7 steps of part one done')
    expect(shown).toContain('1 of 2 checks pass')
    expect(shown).toMatch(/one check[\s\S]*Do this\.[\s\S]*token\.ts:12[\s\S]*curl/)
  })

  it('says that there is more, and scrolls to it', () => {
    const size = { width: 40, rows: 15 }
    expect(text(frameOf(MAIN, state(), colourTheme, size).lines)).toContain('More below')
    const later = frameOf({ kind: 'main', from: 8 }, state(), colourTheme, size).lines
    expect(text(later)).not.toContain('of part one done')
  })

  it('marks the step that is chosen in the list', () => {
    const shown = text(
      frameOf({ kind: 'list', selected: 1, typed: '' }, state(), colourTheme, SMALL).lines,
    )
    expect(shown).toMatch(new RegExp(`^> .*${second}`, 'm'))
  })

  it.each([
    [SMALL.rows, 40],
    [12, steps.length],
    [5, steps.length],
  ])('shows the marked step on %i rows, whichever of %i it is', (rows, count) => {
    const many = Array.from({ length: count }, (_, at) => `${String(at + 1).padStart(2, '0')}-a`)
    many.forEach((step, selected) => {
      const list: View = { kind: 'list', selected, typed: '' }
      const { lines, footer } = frameOf(list, state({ steps: many }), colourTheme, {
        ...SMALL,
        rows,
      })
      expect(text(lines)).toMatch(new RegExp(`^> .*${step}`, 'm'))
      expect(lines.length + footer.length).toBeLessThanOrEqual(rows)
    })
  })
})

describe('the plain text', () => {
  it('has words where the screen has colours and symbols', () => {
    const shown = plainLines(state()).join('\n')
    expect(shown).toContain(`here: ${first}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(shown).not.toMatch(/[\u001b✓▸✗█░]/)
  })

  it('says what became true, and how to go on', () => {
    const report = {
      step: first,
      checks: ['one check'],
      verdicts: [{ check: 'one check' }],
      exam: { seed: 1, sessions: 200, played: 200 },
    }
    const shown = plainLines(state({ report, failure: undefined })).join('\n')
    expect(shown).toMatch(/one check[\s\S]*npm run next[\s\S]*Afterwards/)
  })

  it('says of a step whose code did not change that its checks became stricter', () => {
    const progress = emptyProgress()
    for (const step of [first, second]) {
      noteOutcome(progress, step, true, undefined, { code: 'as it was', checks: 'old' })
      noteOutcome(progress, step, false, first, { code: 'as it was', checks: 'new' })
    }
    const shown = plainLines(state({ progress })).join('\n').replaceAll(/\s+/g, ' ')
    expect(shown).toContain(`${first} passed before. Its checks became stricter with the update;`)
    expect(shown).toContain(`${second} passed before. Its checks became stricter with the update;`)
    expect(shown).not.toContain('your change')
  })

  it('shows the type error of the place to open, however many there are', () => {
    const typeErrors = [10, 11, 12, 13].map((line) => `steps/${first}/token.ts:${line}: wrong`)
    const failure = { ...state().failure, open: `steps/${first}/token.ts:13` } as Explanation
    const shown = plainLines(state({ typeErrors, failure })).join('\n')
    const [, types] = /Types:\n((?: {2}.*\n)+)/.exec(shown) ?? []
    expect(types?.match(/\d+(?=: wrong)/g)).toEqual(['10', '11', '13'])
  })

  it('shows type errors and what the code printed', () => {
    const shown = plainLines(
      state({ typeErrors: [`steps/a.ts:1: wrong ${'word '.repeat(30)}`], printed: 'hello\n' }),
    ).join('\n')
    expect(shown).toContain('steps/a.ts:1: wrong')
    const widths = shown.split('\n').map((line) => (line.includes('word') ? line.length : 0))
    expect(Math.max(...widths)).toBeLessThanOrEqual(100)
    expect(shown).toContain('Your code printed:\n  hello')
  })
})
