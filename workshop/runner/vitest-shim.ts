/**
 * The part of Vitest's interface that check files use, without Vitest: it only collects.
 *
 * Vitest takes half a second to start, so the loop runs the same files through this.
 */
type Work = () => unknown

/** A check, with everything that has to happen before it. */
export interface Check {
  name: string
  run: () => Promise<void>
}

let befores: Work[] = []
let checks: Check[] = []

export function describe(_title: string, body: Work): void {
  const outer = befores
  befores = [...outer]
  body()
  befores = outer
}

export function beforeEach(work: Work): void {
  befores.push(work)
}

export function it(name: string, work: Work): void {
  // The list itself, not a copy: beforeEach may be written below the check.
  const scope = befores
  const run = async () => {
    for (const before of scope) await before()
    await work()
  }
  checks.push({ name, run })
}

/** What has been collected since the last call. */
export function takeChecks(): Check[] {
  const taken = checks
  checks = []
  befores = []
  return taken
}
