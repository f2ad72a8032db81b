import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commandRunner } from '../author/repository/command-runner.ts'
import { emptyProgress, noteOutcome } from '../progress/progress.ts'
import { chooseStep, timeInWords } from './practice.ts'

const progress = emptyProgress()
for (const step of ['01-token-model', '02-auto-token', '03-login'])
  noteOutcome(progress, step, true)
noteOutcome(progress, '03-login', false)

describe('the step to practise', () => {
  it('is one that has passed, also if it is broken now', () => {
    const chosen = [0, 0.4, 0.99].map((chance) => {
      return chooseStep(undefined, progress, { times: {} }, () => chance)
    })
    expect(chosen).toEqual(['01-token-model', '02-auto-token', '03-login'])
  })

  it('is one of those practised least', () => {
    const times = { '01-token-model': [1], '03-login': [1, 2] }
    expect(chooseStep(undefined, progress, { times }, () => 0.99)).toBe('02-auto-token')
    expect(chooseStep('03-login', progress, { times })).toBe('03-login')
  })

  it('is none that has not passed', () => {
    const choose = () => chooseStep('04-default-permission', progress, { times: {} })
    expect(choose).toThrow('You can practise 01-token-model, 02-auto-token, 03-login.')
    expect(() => chooseStep(undefined, emptyProgress(), { times: {} })).toThrow(
      'No step has passed',
    )
  })
})

it.each([
  [0, '1 s'],
  [59_400, '59 s'],
  [59_600, '1 min 0 s'],
  [252_000, '4 min 12 s'],
])('tells %s milliseconds as %s', (time, words) => {
  expect(timeInWords(time)).toBe(words)
})

describe('npm run practise', { shuffle: false }, () => {
  const { copy, run, read, remove } = commandRunner('practise')
  const state = '.workshop/practise.json'
  const own = 'steps/02-auto-token/signals.ts'
  const stub = '.workshop/practise/02-auto-token/signals.ts'
  const write = (file: string, text: string) => writeFileSync(path.join(copy, file), text)

  afterAll(remove)

  it('says what to do first when no step has passed', () => {
    expect(run('practise')).toEqual({
      status: 2,
      text: 'No step has passed yet. You practise a step that has passed: npm start\n',
    })
  })

  it('starts from a stub, and does not change steps/', () => {
    expect(run('why', '2')).toMatchObject({
      status: 2,
      text: expect.stringContaining(
        '02-auto-token has not passed yet, and this shows its solution.',
      ),
    })
    run('catch-up', '3')
    expect(run('why', '2').text).toMatch(
      /^Step 2: .*\n\nAfterwards [\s\S]*Also right: [\s\S]*To think about:/,
    )
    write(own, `${read(own)}// mine\n`)
    const { status, text } = run('practise', '2')
    expect(status).toBe(1)
    expect(text).toContain('Practise 02-auto-token from its stub.\n\nStep 2')
    expect(text).toContain(`\n  ${stub}\n`)
    expect(text).toMatch(/Fails:[\s\S]*Open:\n {2}\.workshop\/practise\/02-auto-token\/signals\.ts/)
    expect(text).not.toContain('npm run hint')
    expect(read(stub)).toContain('todo(')
    expect(read('.workshop/practise/01-token-model/models.ts')).not.toContain('todo(')
    expect(read('.workshop/practise/03-login/views.ts')).toContain('todo(')
    expect(read(own)).toMatch(/\/\/ mine\n$/)
  })

  it('goes on with what is unfinished, and puts it aside when told to', () => {
    write(stub, `${read(stub)}// half\n`)
    expect(run('practise').text).toMatch(/^Continuing with 02-auto-token, after \d+ s\.\n/)
    expect(run('practise', '1')).toMatchObject({
      status: 2,
      text: expect.stringMatching(
        /^02-auto-token is not finished: npm run practise continues .*-- 01-token-model --new\n$/,
      ),
    })
    expect(read(stub)).toMatch(/\/\/ half\n$/)
    const { text } = run('practise', '2', '--new')
    const aside = /^Your unfinished 02-auto-token is in (\S+)\/\.\n/.exec(text)?.[1] as string
    expect(readFileSync(path.join(copy, aside, '02-auto-token/signals.ts'), 'utf8')).toMatch(
      /half\n$/,
    )
    expect(read(stub)).not.toContain('half')
  })

  it('tells the time when the step passes, and then begins another', () => {
    write(stub, read('solutions/02-auto-token/signals.ts'))
    const { status, text } = run('practise')
    expect(text).toMatch(/\n02-auto-token passes again, in (\d+ min )?\d+ s\.\n/)
    expect(status).toBe(0)
    expect(JSON.parse(read(state))).toMatchObject({
      times: { '02-auto-token': [expect.any(Number)] },
    })
    expect(run('practise').text).toContain('Practise 01-token-model from its stub')
    expect(read('.workshop/progress.json')).not.toContain('practise')
  })

  it('does not count what the compiler refuses', () => {
    const models = '.workshop/practise/01-token-model/models.ts'
    write(models, `${read('solutions/01-token-model/models.ts')}export const wrong: string = 1\n`)
    const { status, text } = run('practise')
    expect(text).toMatch(
      /no type errors either:\n {2}\.workshop\/practise\/01-token-model\/models\.ts\(\d+,/,
    )
    expect(status).toBe(1)
  })

  it('survives a damaged memory and a deleted tree', () => {
    write(state, '{"now":{"step":"../..","spent":-1},"times":{"02-auto-token":7,"x":[1]}}')
    expect(run('practise', '2').text).toContain('Practise 02-auto-token')
    write(state, '[]')
    expect(run('practise', '2').text).toContain('Practise 02-auto-token')
    expect(existsSync(path.join(copy, '.workshop/practise/tsconfig.json'))).toBe(true)
  })
})
