import { afterAll, describe, expect, it } from 'vitest'
import type { Example } from '../../../checks/harness/example.ts'
import { implementationOf, readImplementations } from '../../break/implementations.ts'
import { Judge } from '../../break/judge.ts'
import { findSteps } from '../../lesson/steps.ts'
import { readBreakKey, readMistakes } from '../../lesson/texts.ts'
import { sample } from '../prove/sample.ts'

const judge = new Judge()
const steps = await Promise.all(
  findSteps().map(async ({ name }) => {
    return { step: name, mistakes: await readMistakes(name), key: await readBreakKey(name) }
  }),
)
const withKey = steps.flatMap(({ key, ...rest }) => (key ? [{ ...rest, key }] : []))

afterAll(() => judge.close())

it('has answers for every step', () => {
  expect(steps.filter(({ key }) => !key).map(({ step }) => step)).toEqual([])
})

describe.each(withKey)('$step', ({ step, mistakes, key }) => {
  it('offers each of its mistakes, or gives the reason why not', () => {
    const names = [...Object.keys(key.offered), ...Object.keys(key.notOffered)]
    expect(names.sort()).toEqual(mistakes.map(({ name }) => name).sort())
    for (const reason of Object.values(key.notOffered)) expect(reason).toMatch(/^[A-Z].*\.$/)
  })

  it('has answers that are true of the API with other names and other right solutions', async () => {
    const { right } = await readImplementations(step)
    const examples = sample(Object.entries(key.offered), 8)
    const problems = await Promise.all(
      examples.map(async ([name, example]) => [name, await judge.problemOf(example, right)]),
    )
    expect(problems.filter(([, problem]) => problem !== undefined)).toEqual([])
  })

  it('has an answer that finds each mistake that it offers', async () => {
    const offered = sample(
      mistakes.filter(({ name }) => name in key.offered),
      8,
    )
    const found = await Promise.all(
      offered.map(async (mistake) => {
        const example = key.offered[mistake.name] as Example
        const finds = await judge.finds(example, await implementationOf(mistake))
        return [mistake.name, finds]
      }),
    )
    expect(found.filter(([, finds]) => finds !== true)).toEqual([])
  })
})
