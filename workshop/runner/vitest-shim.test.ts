import * as vitest from 'vitest'
import { beforeEach, describe, expect, it } from 'vitest'
import * as shim from './vitest-shim.ts'

/** Runs the collected checks, and returns their names and results. */
async function outcomes(): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const { name, run } of shim.takeChecks()) {
    found[name] = await run().then(
      () => 'passed',
      (error) => (error instanceof shim.Skipped ? 'skipped' : error.message),
    )
  }
  return found
}

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

describe('what a suite says through the shim', () => {
  it('is its checks, with the work around each, and nothing of the suite before', async () => {
    shim.describe('outer', () => {
      shim.beforeAll(note('all'))
      shim.afterAll(note('end'))
      shim.beforeEach(() => note('undone'))
      shim.afterEach(note('after'))
      shim.it('one', note('one'))
      shim.describe('inner', () => {
        shim.beforeEach(note('inner'))
        shim.test('two', note('two'))
      })
    })
    expect(await outcomes()).toEqual({ one: 'passed', two: 'passed' })
    expect(done.join(' ')).toBe('all one after undone inner two after undone end')
    expect(shim.takeChecks()).toEqual([])
  })

  it('fails as the check fails, and still does what comes after it', async () => {
    shim.afterEach(note('after'))
    shim.it('one', async () => {
      throw new Error('no')
    })
    expect(await outcomes()).toEqual({ one: 'no' })
    expect(done).toEqual(['after'])
  })

  it('skips what it is told to skip', async () => {
    shim.it.skip('a', note('a'))
    shim.it.skipIf(true)('b', note('b'))
    shim.it.runIf(false)('c', note('c'))
    shim.it('d', { skip: true }, note('d'))
    shim.it('e', ({ skip }: { skip(): void }) => skip())
    shim.describe.skip('group', () => shim.it('f', note('f')))
    shim.it.todo('g')
    shim.it.skipIf(false)('h', note('h'))
    const skipped = Object.fromEntries([...'abcdefg'].map((name) => [name, 'skipped']))
    expect(await outcomes()).toEqual({ ...skipped, h: 'passed' })
    expect(done).toEqual(['h'])
  })

  it('runs alone what is marked with only', async () => {
    shim.it('a', note('a'))
    // biome-ignore lint/suspicious/noFocusedTests: it is what is tested
    shim.describe.only('group', () => shim.it('b', note('b')))
    expect(await outcomes()).toEqual({ a: 'skipped', b: 'passed' })
  })

  it('compares with Vitest’s own expect', async () => {
    shim.it('one', () => shim.expect({ a: 1 }).toEqual({ a: 1 }))
    shim.it('two', () => shim.expect([1]).toEqual(shim.expect.arrayContaining([2])))
    expect(await outcomes()).toEqual({ one: 'passed', two: expect.stringContaining('expected') })
  })
})

/** Titles and cases. Vitest gets the same table, and the titles are compared. */
const TABLES: [title: string, cases: unknown[]][] = [
  ['%s and %d', [['a', 1]]],
  ['%# %$ 100%% of %s', ['x', 'y']],
  ['$name.first is $age', [{ name: { first: 'Ada' }, age: 36 }]],
  ['$1 before $0', [['a', 2]]],
  ['%j %o', [[{ a: 1 }, [1]]]],
  ['%s', [null, undefined, true, 1.5]],
  ['%i %f', [[1.5, 1.5]]],
  ['$ 5 %', ['x']],
]

describe('the titles of a table', () => {
  const expected: string[] = []
  for (const [title, cases] of TABLES) {
    shim.it.each(cases)(title, note('x'))
    expected.push(...shim.takeChecks().map(({ name }) => name))
    describe(title, () => {
      it.each(cases)(title, () => {})
    })
  }

  it('are those of Vitest', ({ task }) => {
    const titles = (each: vitest.RunnerTask): string[] =>
      each.type === 'suite' ? each.tasks.flatMap(titles) : [each.name]
    const all = (task.suite?.tasks ?? []).flatMap(titles)
    expect(expected.sort()).toEqual(all.filter((name) => name !== task.name).sort())
  })
})

it('hands the values of each case to the check', async () => {
  const seen: unknown[] = []
  const remember = (...values: unknown[]) => seen.push(values)
  shim.it.each([[1, 2]])('%s', remember)
  shim.it.for([[3, 4]])('%s', (values: unknown) => remember(values))
  shim.describe.each([5])('group', (value: unknown) => shim.it('x', () => remember(value)))
  await outcomes()
  expect(seen).toEqual([[1, 2], [[3, 4]], [5]])
})

describe('what the shim does not know', () => {
  it.each([
    ['it.concurrent', () => Reflect.get(shim.it, 'concurrent')],
    ['it.skip.concurrent', () => Reflect.get(shim.it.skip, 'concurrent')],
    ['describe.shuffle', () => Reflect.get(shim.describe, 'shuffle')],
    ['vi.fn', () => Reflect.get(shim.vi, 'fn')],
    ['onTestFailed', () => shim.onTestFailed()],
    ['the option retry of it', () => shim.it('x', { retry: 2 } as never, note('x'))],
    ['it.each with a template', () => shim.it.each(Object.assign(['a'], { raw: ['a'] }), 1)],
  ])('is refused by name: %s', (name, use) => {
    expect(use).toThrow(expect.objectContaining({ name: 'NotInTheLoop', message: name }))
  })
})
