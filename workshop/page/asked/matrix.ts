import { ACTORS, type Actor, POLICY, type Rule } from '../../../checks/policy.ts'
import type { MatrixCell, MatrixRow } from '../page-state.ts'
import { AskedProcess } from './asked-process.ts'
import type { CellAnswer, CellQuestion } from './matrix-child.ts'
import { shouldRefuse } from './should-refuse.ts'

const ALL = Object.keys(ACTORS) as Actor[]

/** The table with only the expected responses. */
export function expectedRows(): MatrixRow[] {
  return POLICY.map(({ cells, ...rule }) => ({
    ...rule,
    cells: mapCells((actor) => ({ expected: cells[actor] })),
  }))
}

/**
 * Sends every request of the table that belongs to these steps to the learner's API.
 *
 * @throws CompileError, AskedProcessEnded
 */
export async function askMatrix(
  steps: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<MatrixRow[]> {
  const asked = await AskedProcess.start('matrix-child', signal)
  try {
    return await askCells(asked, steps)
  } finally {
    asked.stop()
  }
}

async function askCells(asked: AskedProcess, steps: ReadonlySet<string>): Promise<MatrixRow[]> {
  const rows = expectedRows()
  // One after another, because only the last request shows what decided.
  for (const [at, rule] of POLICY.entries()) {
    if (!steps.has(rule.step)) continue
    for (const actor of ALL) {
      const { actual } = await asked.ask<CellAnswer>({ rule, actor } satisfies CellQuestion)
      if (!actual) continue
      const through = shouldRefuse(rule.permissionClasses, rule.cells[actor], actual)
      const told = { ...actual, ...(through.length > 0 && { shouldRefuse: through }) }
      Object.assign(rows[at]?.cells[actor] ?? {}, { actual: told })
    }
  }
  return rows
}

function mapCells(make: (actor: Actor) => MatrixCell): Record<Actor, MatrixCell> {
  return Object.fromEntries(ALL.map((actor) => [actor, make(actor)])) as Record<Actor, MatrixCell>
}

/** The rule for a request, if the table has one. */
export function ruleFor(method: string, path: string): Rule | undefined {
  const [plain = ''] = path.split('?')
  const rules = POLICY.filter((rule) => rule.method === method)
  return rules.find((rule) => rule.path === plain) ?? rules.find((rule) => isLike(rule.path, plain))
}

function isLike(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every(
      (part, at) => part === given[at] || (part === '{id}' && /^\d+$/.test(given[at] ?? '')),
    )
  )
}
