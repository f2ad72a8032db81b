import { pathToFileURL } from 'node:url'
import type { Exchange } from '../../../checks/harness/exchange.ts'
import { shuffled } from '../../runner/run-suite.ts'
import type { Check } from '../../runner/vitest-shim.ts'
import { compileTrial } from './compile-trial.ts'

/** The suites of some steps to run against a tree, one after another. */
export interface Trial {
  steps: string[]
  /** A folder inside the repository. */
  tree: string
  /** The URL of a server to test instead of the tree. */
  url?: string
}

/** The checks of a suite, and for each that failed, the status of the response. */
export interface Outcome {
  step: string
  checks: string[]
  failures: Record<string, number>
}

/** The outcomes of a trial, or the reason why it could not run. */
export type Answer = { outcomes: Outcome[] } | { broken: string }

/**
 * The time limit of a response in milliseconds, even on a busy machine. Some mistakes never
 * respond.
 */
const ANSWER_LIMIT = 3000
/** How often to look for a new response, in milliseconds. */
const TICK = 100

// A mistake can throw outside any request. The check then fails by its time limit.
process.on('uncaughtException', () => {})
process.on('unhandledRejection', () => {})
process.on('message', async (trial: Trial) => {
  const answer: Answer = await prove(trial).then(
    (outcomes) => ({ outcomes }),
    (error) => ({ broken: `${trial.tree} cannot be checked: ${error?.message ?? error}` }),
  )
  process.send?.(answer)
})

/** The exports of a compiled trial. */
interface Compiled {
  suites: (() => Promise<unknown>)[]
  takeChecks(): Check[]
  exchangesSoFar(): Exchange[]
}

async function prove({ steps, tree, url }: Trial): Promise<Outcome[]> {
  const file = await compileTrial(tree, steps)
  const { suites, takeChecks, exchangesSoFar } = (await import(
    pathToFileURL(file).href
  )) as Compiled
  const outcomes: Outcome[] = []
  for (const [place, load] of suites.entries()) {
    setTargetUrl(url)
    await load()
    outcomes.push({ step: steps[place] as string, ...(await runAll(takeChecks(), exchangesSoFar)) })
  }
  return outcomes
}

/** The suites read the variable while they are loaded. */
function setTargetUrl(url: string | undefined): void {
  if (url) process.env.SUBJECT_URL = url
  else delete process.env.SUBJECT_URL
}

async function runAll(
  checks: Check[],
  exchangesSoFar: Compiled['exchangesSoFar'],
): Promise<Omit<Outcome, 'step'>> {
  const failures: Record<string, number> = {}
  for (const check of shuffled(checks)) {
    const status = await failureOf(check, exchangesSoFar)
    if (status !== undefined) failures[check.name] = status
  }
  return { checks: checks.map(({ name }) => name), failures }
}

/** The status of the response, 0 if there was none, or undefined if the check passed. */
async function failureOf(
  { run }: Check,
  exchangesSoFar: Compiled['exchangesSoFar'],
): Promise<number | undefined> {
  const ended = new AbortController()
  try {
    await Promise.race([run(), silence(exchangesSoFar, ended.signal)])
    return undefined
  } catch (error) {
    const { exchanges } = (error ?? {}) as { exchanges?: Exchange[] }
    return exchanges?.at(-1)?.answer.status ?? 0
  } finally {
    ended.abort()
  }
}

/**
 * Rejects if no new response has come for some time: the limit is for each response, not for a
 * check.
 */
function silence(exchangesSoFar: Compiled['exchangesSoFar'], ended: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    let answers = exchangesSoFar().length
    let since = performance.now()
    const timer = setInterval(() => {
      if (exchangesSoFar().length !== answers) since = performance.now()
      answers = exchangesSoFar().length
      if (performance.now() - since > ANSWER_LIMIT) reject()
    }, TICK)
    ended.addEventListener('abort', () => clearInterval(timer))
  })
}
