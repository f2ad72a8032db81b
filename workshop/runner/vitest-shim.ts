import { createRequire } from 'node:module'
import { format } from 'node:util'
import type { expect as Expect } from 'vitest'

/**
 * The functions of Vitest that a suite can use, without Vitest, which takes half a second to start.
 * They only collect checks. An unsupported function throws an error with its name.
 */
type Work = (...values: never[]) => unknown

interface Context {
  task: { name: string }
  /** Ends the check, which then counts neither as passed nor as failed. */
  skip(note?: string): never
}

/** A check with its hooks. */
export interface Check {
  name: string
  /** Rejects with the failure, or with Skipped. */
  run: () => Promise<void>
}

/** Thrown by a check that is skipped. */
export class Skipped extends Error {}

/** A suite uses a function of Vitest that this file does not have. */
class NotInTheLoop extends Error {
  override name = 'NotInTheLoop'
}

type Mode = 'run' | 'skip' | 'only'

/** A `describe`, or the file itself. */
class Scope {
  readonly before: Work[] = []
  readonly after: Work[] = []
  readonly once: Work[] = []
  readonly atTheEnd: Work[] = []
  /** The number of checks that have not run yet. */
  left = 0
  #begun: Promise<void> | undefined
  readonly outer: Scope | undefined
  readonly mode: Mode

  constructor(outer?: Scope, mode: Mode = 'run') {
    this.outer = outer
    this.mode = mode
  }

  /** From the file to this scope. */
  get chain(): Scope[] {
    return [...(this.outer?.chain ?? []), this]
  }

  begin(): Promise<void> {
    this.#begun ??= setUp(this.once, this.atTheEnd, [])
    return this.#begun
  }

  async end(): Promise<void> {
    if (this.#begun) for (const work of this.atTheEnd.toReversed()) await call(work)
  }
}

let scope = new Scope()
let checks: (Check & { mode: Mode; scope: Scope })[] = []

const CHECK_OPTIONS = ['skip', 'only', 'todo', 'timeout']

type Options = { skip?: boolean; only?: boolean; todo?: boolean; timeout?: number }
type Rest = [work?: Work | Options, other?: Work | Options | number]

/** The function and the options of a check or a group, in either order. */
function readRest(what: string, rest: Rest): { work?: Work; options: Options } {
  const work = rest.find((each) => typeof each === 'function') as Work | undefined
  const options = (rest.find((each) => typeof each === 'object') ?? {}) as Options
  const unknown = Object.keys(options).find((name) => !CHECK_OPTIONS.includes(name))
  if (unknown) refuse(`the option ${unknown} of ${what}`)
  return { work, options }
}

function modeOf({ skip, only, todo }: Options, mode: Mode): Mode {
  if (skip || todo) return 'skip'
  return only ? 'only' : mode
}

function collectGroup(mode: Mode, _title: string | Work, ...rest: Rest): void {
  const { work, options } = readRest('describe', rest)
  const outer = scope
  scope = new Scope(outer, modeOf(options, mode))
  try {
    const made = work?.() as { then?: unknown } | undefined
    if (made?.then) refuse('describe with an async function')
  } finally {
    scope = outer
  }
}

function collectCheck(mode: Mode, title: string | Work, ...rest: Rest): void {
  const { work, options } = readRest('it', rest)
  const own = scope
  const name = typeof title === 'function' ? title.name : title
  const run = () => runInside(own, name, work as Work)
  const chosen = work ? modeOf(options, mode) : 'skip'
  checks.push({ name, mode: chosen, scope: own, run })
}

async function runInside(own: Scope, name: string, work: Work): Promise<void> {
  const context: Context = {
    task: { name },
    skip(note = '') {
      throw new Skipped(note)
    },
  }
  const chain = own.chain
  const outwards = chain.toReversed()
  const undo: Work[] = []
  const errors: unknown[] = []
  const attempt = async (part: () => unknown) => {
    try {
      await part()
    } catch (error) {
      errors.push(error)
    }
  }
  await attempt(async () => {
    for (const each of chain) await each.begin()
    for (const each of chain) await setUp(each.before, undo, [context])
    await call(work, context)
  })
  const after = [...outwards.flatMap((each) => each.after), ...undo.toReversed()]
  for (const each of after) await attempt(() => call(each, context))
  for (const each of outwards) {
    each.left -= 1
    if (each.left === 0) await attempt(() => each.end())
  }
  if (errors.length > 0) throw errors[0]
}

/** Runs a hook, which can return a function that undoes it. */
async function setUp(all: Work[], undo: Work[], values: unknown[]): Promise<void> {
  for (const work of all) {
    const made = await call(work, ...values)
    if (typeof made === 'function') undo.push(made as Work)
  }
}

function call(work: Work, ...values: unknown[]): unknown {
  return (work as (...values: unknown[]) => unknown)(...values)
}

type Collect = (mode: Mode, title: string | Work, ...rest: Rest) => void
type Titled = (title: string | Work, ...rest: Rest) => void
type InMode = Titled & Record<'each' | 'for', ReturnType<typeof tableOf>>
type Chain = InMode &
  Record<'skip' | 'only' | 'todo', InMode> &
  Record<'skipIf' | 'runIf', (condition: unknown) => InMode>

/** One check for each case: `each` passes the values of a list, `for` the case and the context. */
function tableOf(what: string, collect: Titled, spread: boolean) {
  return <T>(cases: readonly T[], ...template: unknown[]) => {
    if (template.length > 0 || 'raw' in cases) refuse(`${what} with a template`)
    return (title: string | Work, ...rest: [work?: unknown, other?: unknown]): void => {
      const { work, options } = readRest(what, rest as Rest)
      for (const [at, each] of cases.entries()) {
        const values = Array.isArray(each) ? each : [each]
        const given = spread ? values : [each]
        const name = typeof title === 'function' ? title.name : titleOf(title, values, at)
        collect(name, options, (...context: unknown[]) =>
          call(work as Work, ...given, ...(spread ? [] : context)),
        )
      }
    }
  }
}

/** The title of a case, with its values filled in as Vitest does. */
function titleOf(title: string, values: unknown[], at: number): string {
  const numbered = title.replace(/%%|%#|%\$/g, (found) => {
    return found === '%%' ? found : String(found === '%#' ? at : at + 1)
  })
  let used = 0
  const [first] = values
  return numbered
    .replace(/%[sdifjoOc%]/g, (found) => format(found.replace('o', 'O'), values[used++]))
    .replace(/\$([$\w.]+)/g, (found, path: string) => {
      const whole = /^\d/.test(path) ? values : first
      if (typeof whole !== 'object' || whole === null) return found
      const value = path.split('.').reduce<unknown>((from, key) => {
        return (from as Record<string, unknown> | undefined)?.[key]
      }, whole)
      return typeof value === 'string' ? `'${value}'` : format('%s', value)
    })
}

function chainOf(what: string, collect: Collect): Chain {
  const inMode = (mode: Mode, name: string) => {
    const titled: Titled = (title, ...rest) => collect(mode, title, ...rest)
    const tables = {
      each: tableOf(`${name}.each`, titled, true),
      for: tableOf(`${name}.for`, titled, false),
    }
    return refusing(name, Object.assign(titled, tables))
  }
  const run = inMode('run', what)
  const skip = inMode('skip', `${what}.skip`)
  const conditions = {
    skipIf: (condition: unknown) => (condition ? skip : run),
    runIf: (condition: unknown) => (condition ? run : skip),
  }
  const modes = { skip, only: inMode('only', `${what}.only`), todo: skip }
  return refusing(what, Object.assign(inMode('run', what), modes, conditions))
}

/** Throws an error with the name of the missing function, instead of "is not a function". */
function refusing<T extends object>(what: string, known: T): T {
  return new Proxy(known, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) return Reflect.get(target, name)
      return refuse(`${what}.${name}`)
    },
  })
}

function refuse(what: string): never {
  throw new NotInTheLoop(what)
}

export const describe = chainOf('describe', collectGroup)
export const suite = describe
export const it = chainOf('it', collectCheck)
export const test = it

export function beforeEach(work: Work): void {
  scope.before.push(work)
}

export function afterEach(work: Work): void {
  // In reverse order, as in Vitest.
  scope.after.unshift(work)
}

export function beforeAll(work: Work): void {
  scope.once.push(work)
}

export function afterAll(work: Work): void {
  scope.atTheEnd.push(work)
}

let realExpect: typeof Expect | undefined

/** Vitest's own function, which is loaded when a suite first uses it. */
export const expect = new Proxy((() => {}) as unknown as typeof Expect, {
  apply: (_, __, values: [unknown]) => loadExpect()(...values),
  get: (_, name) => Reflect.get(loadExpect(), name),
})

function loadExpect(): typeof Expect {
  const require = createRequire(import.meta.url)
  realExpect ??= createRequire(require.resolve('vitest/package.json'))('./dist/index.js').expect
  return realExpect as typeof Expect
}

/** Replaces something of Vitest's that a suite can import, but not use. */
function missing(name: string): () => never {
  return new Proxy(() => refuse(name), { get: (_, member) => refuse(`${name}.${String(member)}`) })
}

export const aroundAll = missing('aroundAll')
export const aroundEach = missing('aroundEach')
export const assert = missing('assert')
export const assertType = missing('assertType')
export const bench = missing('bench')
export const BenchmarkRunner = missing('BenchmarkRunner')
export const chai = missing('chai')
export const createExpect = missing('createExpect')
export const EvaluatedModules = missing('EvaluatedModules')
export const expectTypeOf = missing('expectTypeOf')
export const inject = missing('inject')
export const onTestFailed = missing('onTestFailed')
export const onTestFinished = missing('onTestFinished')
export const recordArtifact = missing('recordArtifact')
export const should = missing('should')
export const Snapshots = missing('Snapshots')
export const TestRunner = missing('TestRunner')
export const vi = missing('vi')
export const vitest = missing('vitest')

/** The checks that have been collected since the last call. */
export function takeChecks(): Check[] {
  const taken = checks
  checks = []
  scope = new Scope()
  const modes = (check: (typeof taken)[number]) => [
    check.mode,
    ...check.scope.chain.map(({ mode }) => mode),
  ]
  const only = taken.some((check) => modes(check).includes('only'))
  for (const check of taken) {
    const its = modes(check)
    if (its.includes('skip') || (only && !its.includes('only'))) {
      check.run = () => Promise.reject(new Skipped())
    } else {
      for (const each of check.scope.chain) each.left += 1
    }
  }
  return taken
}
