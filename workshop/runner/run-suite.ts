import { CheckFailure } from '../../checks/harness/check-failure.ts'
import { exchangesSoFar, unanswered as unansweredRequest } from '../../checks/harness/exchange.ts'
import { type ChildMessage, type Failure, reportError } from './report.ts'
import { type Check, takeChecks } from './vitest-shim.ts'

/** How long one check may take, in milliseconds; the slowest needs a tenth of it. */
const CHECK_LIMIT = 2000

/** After so many checks without an answer the others are not waited for. */
const PATIENCE = 3

class NoAnswer extends Error {}

/** What was thrown where no request was waiting for it. */
class ThrownOutside extends Error {}

/** Loads a suite, runs its checks in an order of chance, and tells each verdict as it falls. */
export async function runSuite(
  step: string,
  load: () => Promise<unknown>,
  tell: (message: ChildMessage) => void,
): Promise<void> {
  await load()
  const checks = takeChecks()
  tell({ type: 'checks', step, checks: checks.map(({ name }) => name) })
  let unanswered = 0
  for (const check of shuffled(checks)) {
    if (unanswered === PATIENCE) return
    tell({ type: 'checking', step, check: check.name })
    const failure = await runCheck(check)
    if (failure?.unanswered) unanswered += 1
    tell({ type: 'verdict', step, check: check.name, failure })
  }
}

function shuffled(checks: Check[]): Check[] {
  return checks
    .map((check) => ({ check, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ check }) => check)
}

async function runCheck({ run }: Check): Promise<Failure | undefined> {
  const ended = new AbortController()
  try {
    await Promise.race([run(), interruption(ended.signal)])
    return undefined
  } catch (error) {
    return toFailure(error)
  } finally {
    ended.abort()
  }
}

/** Rejects when the time is up, or when the tree's code throws where no request is waiting for it. */
function interruption(ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new NoAnswer()), CHECK_LIMIT)
    const rejectOutside = (cause: unknown) => reject(new ThrownOutside('', { cause }))
    process.on('uncaughtException', rejectOutside)
    ended.addEventListener('abort', () => {
      clearTimeout(timer)
      process.off('uncaughtException', rejectOutside)
    })
  })
}

function toFailure(error: unknown): Failure {
  if (error instanceof CheckFailure) {
    const { exchanges, expected, treeError } = error
    return { exchanges, expected, error: treeError ? reportError(treeError) : undefined }
  }
  const failure = { exchanges: exchangesSoFar(), expected: [] }
  if (error instanceof NoAnswer) {
    return { ...failure, unanswered: { asked: unansweredRequest(), waited: CHECK_LIMIT } }
  }
  if (error instanceof ThrownOutside) {
    return { ...failure, error: reportError(error.cause), outside: { asked: unansweredRequest() } }
  }
  return { ...failure, error: reportError(error) }
}
