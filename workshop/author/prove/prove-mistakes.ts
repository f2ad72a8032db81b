import type { Mistake } from '../../../checks/harness/mistake.ts'
import { closeAnswers } from '../../exam/step-exam.ts'
import { makeTree } from './make-tree.ts'
import { sessionThatFinds } from './prove-exam.ts'
import { proveAll } from './prover.ts'

/** A mistake, and the checks that caught it. */
export interface ProvedMistake {
  step: string
  mistake: Mistake
  /** All checks of the step. */
  checks: string[]
  /** The checks that failed, each with the status of the response. */
  failures: Record<string, number>
  /** The session that finds the mistake, if only the exam does. */
  session?: number
}

/** Puts each mistake into its own tree, and runs the suite of its step. */
export async function proveMistakes(mistakes: Map<string, Mistake[]>): Promise<ProvedMistake[]> {
  const all = [...mistakes].flatMap(([step, ours]) => ours.map((mistake) => ({ step, mistake })))
  const trials = all.map(({ step, mistake }, place) => ({
    steps: [step],
    tree: makeTree(`mistake-${place}`, { edits: [mistake] }),
  }))
  const outcomes = await proveAll(trials)
  const proved: ProvedMistake[] = []
  for (const [place, { step, mistake }] of all.entries()) {
    const { checks = [], failures = {} } = outcomes[place]?.[0] ?? {}
    const { tree } = trials[place] as (typeof trials)[number]
    const session = mistake.exam && (await sessionThatFinds(tree, step))
    proved.push({ step, mistake, checks, failures, session })
  }
  closeAnswers()
  return proved
}

/** Whether exactly the checks in `caughtBy` catch the mistake. */
export function asNamed({ mistake, failures, session }: ProvedMistake): boolean {
  const named = Object.entries(mistake.caughtBy)
  return (
    (mistake.exam ? session !== undefined : named.length > 0) &&
    named.length === Object.keys(failures).length &&
    named.every(([check, status]) => failures[check] === status)
  )
}

/** The checks of a step that catch none of its mistakes. */
export function idleChecks(proved: ProvedMistake[]): string[] {
  const checks = new Set(proved.flatMap((each) => each.checks))
  const caught = new Set(proved.flatMap(({ failures }) => Object.keys(failures)))
  return [...checks].filter((check) => !caught.has(check))
}
