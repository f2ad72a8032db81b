/**
 * The functions of Vitest that the suites use, without Vitest, which takes half a second to start.
 * They only collect checks. Any other function throws an error with its name.
 */
type Work = () => unknown

/** A check with its hooks. */
export interface Check {
  name: string
  /** Rejects with the failure. */
  run: () => Promise<void>
}

/** A suite uses a function of Vitest that this file does not have. */
class NotInTheLoop extends Error {
  override name = 'NotInTheLoop'
}

/** A `describe`, or the file itself. */
interface Scope {
  outer?: Scope
  before: Work[]
}

let scope: Scope = { before: [] }
let checks: Check[] = []

export const describe = known('describe', (_title: string, collect: Work, ...options: never[]) => {
  if (options.length > 0) refuse('an option of describe')
  const outer = scope
  scope = { outer, before: [] }
  try {
    if (collect() instanceof Promise) refuse('describe with an async function')
  } finally {
    scope = outer
  }
})

export const it = known('it', (name: string, work: Work, ...options: never[]) => {
  if (options.length > 0) refuse('an option of it')
  const own = scope
  const run = async () => {
    for (const prepare of hooksOf(own)) await prepare()
    await work()
  }
  checks.push({ name, run })
})

export const beforeEach = known('beforeEach', (prepare: Work) => {
  scope.before.push(prepare)
})

/** From the file to a scope. */
function hooksOf({ outer, before }: Scope): Work[] {
  return [...(outer ? hooksOf(outer) : []), ...before]
}

/** The checks that have been collected since the last call. */
export function takeChecks(): Check[] {
  const taken = checks
  checks = []
  scope = { before: [] }
  return taken
}

/** Refuses members by name, such as `it.each`, instead of with "is not a function". */
function known<T extends object>(what: string, own: T): T {
  return new Proxy(own, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target) return Reflect.get(target, name)
      return refuse(`${what}.${name}`)
    },
  })
}

function refuse(what: string): never {
  throw new NotInTheLoop(what)
}

/** What a suite can import from Vitest, but not use here. */
const refused = new Proxy({} as Record<string, () => never>, {
  get: (_, name: string) => known(name, () => refuse(name)),
})

export const {
  afterAll,
  afterEach,
  aroundAll,
  aroundEach,
  assert,
  assertType,
  beforeAll,
  bench,
  BenchmarkRunner,
  chai,
  createExpect,
  EvaluatedModules,
  expect,
  expectTypeOf,
  inject,
  onTestFailed,
  onTestFinished,
  recordArtifact,
  should,
  Snapshots,
  suite,
  test,
  TestRunner,
  vi,
  vitest,
} = refused
