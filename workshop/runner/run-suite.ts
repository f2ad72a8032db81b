import { CheckFailure, NotOffered } from '../../checks/harness/check-failure.ts'
import { exchangesSoFar, unanswered as unansweredRequest } from '../../checks/harness/exchange.ts'
import { isDebugged } from './debugged.ts'
import { type ChildMessage, type Failure, reportError, type Verdict } from './report.ts'
import { type Check, Skipped, takeChecks } from './vitest-shim.ts'

/** How long one answer may take, in milliseconds; the slowest needs a tenth of it. */
const ANSWER_LIMIT = 2000

/** How often it is looked whether an answer has come, in milliseconds. */
const TICK = 100

/** After so many checks without an answer the others are not waited for. */
const PATIENCE = 3

class NoAnswer extends Error {}

/** What was thrown where no request was waiting for it. */
class ThrownOutside extends Error {}

/**
 * Loads a suite, runs its checks in an order of chance, and tells each verdict as it falls.
 *
 * @param mayLackHooks of a server that is not ours: what it cannot be asked is skipped, not failed
 */
export async function runSuite(
  step: string,
  load: () => Promise<unknown>,
  tell: (message: ChildMessage) => void,
  mayLackHooks = false,
): Promise<void> {
  await load()
  const checks = takeChecks()
  tell({ type: 'checks', step, checks: checks.map(({ name }) => name) })
  let unanswered = 0
  for (const check of shuffled(checks)) {
    if (unanswered === PATIENCE) return
    tell({ type: 'checking', step, check: check.name })
    const alive = () => tell({ type: 'checking', step, check: check.name })
    const outcome = await runCheck(check, mayLackHooks, alive)
    if (outcome.failure?.unanswered) unanswered += 1
    tell({ type: 'verdict', step, check: check.name, ...outcome })
  }
}

function shuffled(checks: Check[]): Check[] {
  return checks
    .map((check) => ({ check, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ check }) => check)
}

async function runCheck(
  { run }: Check,
  mayLackHooks: boolean,
  alive: () => void,
): Promise<Pick<Verdict, 'failure' | 'skipped'>> {
  const ended = new AbortController()
  try {
    await Promise.race([run(), interruption(ended.signal, alive)])
    return {}
  } catch (error) {
    const skipped = error instanceof Skipped || (mayLackHooks && error instanceof NotOffered)
    return skipped ? { skipped: error.message } : { failure: toFailure(error) }
  } finally {
    ended.abort()
  }
}

/** Rejects when an answer does not come, or when the tree's code throws where no request is waiting. */
function interruption(ended: AbortSignal, alive: () => void): Promise<never> {
  return new Promise((_, reject) => {
    let answers = 0
    let since = performance.now()
    // A check may ask many times: the limit is for each answer.
    const timer = setInterval(() => {
      if (exchangesSoFar().length !== answers) {
        answers = exchangesSoFar().length
        since = performance.now()
        alive()
      }
      // At a breakpoint nothing answers, and there is no hurry.
      if (performance.now() - since > ANSWER_LIMIT && !isDebugged()) reject(new NoAnswer())
    }, TICK)
    const rejectOutside = (cause: unknown) => reject(new ThrownOutside('', { cause }))
    process.on('uncaughtException', rejectOutside)
    ended.addEventListener('abort', () => {
      clearInterval(timer)
      process.off('uncaughtException', rejectOutside)
    })
  })
}

/** Why a check failed, from what it threw. */
export function toFailure(error: unknown): Failure {
  if (error instanceof CheckFailure) {
    const { exchanges, expected, treeError } = error
    return { exchanges, expected, error: treeError ? reportError(treeError) : undefined }
  }
  const failure = { exchanges: exchangesSoFar(), expected: [] }
  if (error instanceof NoAnswer) {
    return { ...failure, unanswered: { asked: unansweredRequest(), waited: ANSWER_LIMIT } }
  }
  if (error instanceof ThrownOutside) {
    return { ...failure, error: reportError(error.cause), outside: { asked: unansweredRequest() } }
  }
  return { ...failure, error: reportError(error) }
}
