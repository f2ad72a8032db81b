import inspector from 'node:inspector'
import { CheckFailure, NotOffered } from '../../checks/harness/check-failure.ts'
import { exchangesSoFar, unanswered as unansweredRequest } from '../../checks/harness/exchange.ts'
import { type ChildMessage, type Failure, reportError, type Verdict } from './report.ts'
import { type Check, Skipped, takeChecks } from './vitest-shim.ts'

/** The time limit of a response, in milliseconds. The slowest needs a tenth of it. */
const ANSWER_LIMIT = 2000

/** How often to look for a new response, in milliseconds. */
const TICK = 100

/** After this many checks without a response, the others are not run. */
const PATIENCE = 3

class NoAnswer extends Error {}

/** An error that was thrown outside any request. */
class ThrownOutside extends Error {}

/**
 * Loads a suite, runs its checks in random order, and sends each verdict.
 *
 * @param mayLackHooks for a server that is not our own: a check without its hook is skipped
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
    const alive = () => tell({ type: 'checking', step, check: check.name })
    alive()
    const outcome = await runCheck(check, mayLackHooks, alive)
    if (outcome.failure?.unanswered) unanswered += 1
    tell({ type: 'verdict', step, check: check.name, ...outcome })
  }
}

/** The checks in random order, so that none can depend on the one before it. */
export function shuffled(checks: Check[]): Check[] {
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

/**
 * Rejects if a response does not come in time, or if the tree's code throws outside any request.
 */
function interruption(ended: AbortSignal, alive: () => void): Promise<never> {
  return new Promise((_, reject) => {
    let answers = 0
    let since = performance.now()
    // A check can send several requests. The limit is for each response.
    const timer = setInterval(() => {
      if (exchangesSoFar().length !== answers) {
        answers = exchangesSoFar().length
        since = performance.now()
        alive()
      }
      // At a breakpoint, there is no response and no time limit.
      if (performance.now() - since > ANSWER_LIMIT && !inspector.url()) reject(new NoAnswer())
    }, TICK)
    const rejectOutside = (cause: unknown) => reject(new ThrownOutside('', { cause }))
    process.on('uncaughtException', rejectOutside)
    ended.addEventListener('abort', () => {
      clearInterval(timer)
      process.off('uncaughtException', rejectOutside)
    })
  })
}

/** Why a check failed, from its error. */
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
