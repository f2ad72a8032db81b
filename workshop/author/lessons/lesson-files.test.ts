import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findSteps, stepNamed } from '../../lesson/steps.ts'
import {
  headingOf,
  parseLadder,
  parseReadme,
  parseSections,
  parseWords,
  readHints,
  readWords,
} from '../../lesson/texts.ts'
import { STEPS } from '../../paths.ts'

const STEP_LIST = [
  { name: '03-login', number: '03' },
  { name: '12-rate-limit', number: '12' },
]

describe('the requested step', () => {
  it.each(['3', '03', '03-login', 'login'])('is 03-login for %s', (typed) => {
    expect(stepNamed(typed, STEP_LIST).name).toBe('03-login')
  })

  it.each(['4', '', 'log', '12-login', '-1'])(
    'does not exist for "%s", and the error lists the steps',
    (typed) => {
      expect(() => stepNamed(typed, STEP_LIST)).toThrow('03-login, 12-rate-limit')
    },
  )
})

describe('the words of a check', () => {
  it('contain what to do, and the place to open', () => {
    expect(parseWords('Do this,\nand that.\nOpen: 03-login/a.ts authenticate')).toEqual({
      whatToDo: 'Do this, and that.',
      place: { file: '03-login/a.ts', symbol: 'authenticate' },
    })
  })

  it('can be without a place', () => {
    expect(parseWords('Do this.')).toEqual({ whatToDo: 'Do this.' })
  })

  it('are found by heading, with any kind of line end', () => {
    const sections = parseSections('# Title\r\nIntro\r\n## One\r\ntext\r\n\r\n## Two\r\n')
    expect([...sections]).toEqual([
      ['One', 'text'],
      ['Two', ''],
    ])
  })
})

describe('a ladder of hints', () => {
  it('has a hint for each number, without its indentation, and a final question', () => {
    expect(parseLadder('1. A question?\n2. Lines:\n\n   ```ts\n   x\n   ```\nWhy: why?')).toEqual({
      rungs: ['A question?', 'Lines:\n\n```ts\nx\n```'],
      why: 'why?',
    })
  })
})

describe('a README', () => {
  it('gives its title, its promise and its tasks', () => {
    const text =
      '# Step 1: a token\n\nAfterwards\nit is so.\n\n## Your task\n1. [Do](../a.ts)\n   **this**.\n2. That.\n\n## Check\n'
    expect(parseReadme(text, '01')).toMatchObject({
      title: 'Step 1: a token',
      promise: 'Afterwards it is so.',
      tasks: ['Do (steps/a.ts) this.', 'That.'],
    })
  })
})

describe.each(findSteps())('$name', ({ name }) => {
  it('names only files and hints that exist', () => {
    const files = readdirSync(STEPS, { recursive: true, encoding: 'utf8' })
    const known = files.map((file) => file.replaceAll('\\', '/'))
    const hints = readHints(name)
    for (const { place } of readWords(name).values()) {
      expect(known).toContain(place?.file)
      expect([...hints.keys()]).toContain(place && headingOf(place))
    }
  })
})
