import * as vitest from 'vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import * as shim from './vitest-shim.ts'

let done: string[] = []
const note = (what: string) => () => {
  done.push(what)
}

beforeEach(() => {
  done = []
})

it('has everything that Vitest has, if only to refuse it by name', () => {
  expect(Object.keys(vitest).filter((name) => !(name in shim))).toEqual([])
})

it('collects the checks of a suite with the work before each, and nothing of the suite before', async () => {
  shim.describe('outer', () => {
    shim.it('one', note('one'))
    shim.describe('inner', () => {
      shim.beforeEach(note('inner'))
      shim.it('two', note('two'))
    })
    shim.beforeEach(note('outer'))
  })
  const checks = shim.takeChecks()
  expect(checks.map(({ name }) => name)).toEqual(['one', 'two'])
  for (const { run } of checks) await run()
  expect(done.join(' ')).toBe('outer one outer inner two')
  expect(shim.takeChecks()).toEqual([])
})

it('fails as the check fails', async () => {
  shim.it('one', async () => {
    throw new Error('no')
  })
  const [check] = shim.takeChecks()
  await expect(check?.run()).rejects.toThrow('no')
})

describe('what the shim does not know', () => {
  it.each([
    ['it.each', () => Reflect.get(shim.it, 'each')],
    ['describe.skip', () => Reflect.get(shim.describe, 'skip')],
    ['vi.fn', () => Reflect.get(shim.vi as object, 'fn')],
    ['onTestFailed', () => shim.onTestFailed?.()],
    ['an option of it', () => shim.it('x', { retry: 2 } as never, note('x') as never)],
    ['describe with an async function', () => shim.describe('x', async () => {})],
  ])('is refused by name: %s', (name, use) => {
    expect(use).toThrow(expect.objectContaining({ name: 'NotInTheLoop', message: name }))
  })
})
