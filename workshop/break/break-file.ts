import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { POLICY, type Rule, rulesOf } from '../../checks/policy.ts'
import { ROOT } from '../paths.ts'
import { findBreakKey } from './implementations.ts'

const BREAKS = path.join(ROOT, 'breaks')

/** The learner's file for a step. */
export function breakFile(step: string): string {
  return path.join(BREAKS, `${step}.ts`)
}

/**
 * Creates the learner's file if there is none, and returns whether it did.
 *
 * @throws UsageError if the step has no wrong implementations to find; then it creates nothing
 */
export async function makeBreakFile(step: string): Promise<boolean> {
  await findBreakKey(step)
  const file = breakFile(step)
  if (existsSync(file)) return false
  mkdirSync(BREAKS, { recursive: true })
  writeFileSync(file, template(step))
  return true
}

/** Whether the learner has not changed the file since it was created. */
export function isAsCreated(step: string): boolean {
  return readFileSync(breakFile(step), 'utf8') === template(step)
}

function template(step: string): string {
  return `import type { Example } from '../checks/harness/example.ts'

/**
 * Each example is a request and the response of a right API. Write examples that are true of the
 * API, and false for a wrong implementation.
 *
 * {task} is the id of the newest task, and {alice.name} and {alice.password} are those of alice. The
 * file that is imported above lists the actors and everything that a request and a response can have.
 */
export const examples: Example[] = [
  {
${firstExample(step)}
  },
]
`
}

/** Something that is true of what the step adds. */
function firstExample(step: string): string {
  const rules = [...rulesOf(step), ...POLICY]
  const rule = rules.find(({ method, path, cells }) => {
    return method === 'GET' && cells.owner.status === 200 && !path.includes('{id}')
  }) as Rule
  return `    when: { as: 'alice', send: 'GET ${rule.path}' },
    then: { status: 200 },`
}
