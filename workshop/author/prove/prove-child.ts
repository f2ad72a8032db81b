import { pathToFileURL } from 'node:url'
import type { Exchange } from '../../../checks/harness/exchange.ts'
import type { Check } from '../../runner/vitest-shim.ts'
import { compileTrial } from './compile-trial.ts'

/** What is to be proved: the suites of some steps, one after the other, against a tree. */
export interface Trial {
  steps: string[]
  /** A folder inside the repository. */
  tree: string
  /** A server to ask instead of the tree. */
  url?: string
}

/** What came of a suite: its checks, and those that failed with the status that came instead. */
export interface Outcome {
  step: string
  checks: string[]
  failures: Record<string, number>
}

/** What the process answers: what came of the trial, or why there was none. */
export type Answer = { outcomes: Outcome[] } | { broken: string }

/** No answer takes longer, on a busy machine either; some mistakes never answer. In milliseconds. */
const ANSWER_LIMIT = 3000
/** How often it is looked whether one has come. */
const TICK = 100

// A mistake may throw where nothing waits; the check then fails by its limit.
process.on('uncaughtException', () => {})
process.on('unhandledRejection', () => {})
process.on('message', async (trial: Trial) => {
  const answer: Answer = await prove(trial).then(
    (outcomes) => ({ outcomes }),
    (error) => ({ broken: `${trial.tree} cannot be checked: ${error?.message ?? error}` }),
  )
  process.send?.(answer)
})

/** What a compiled trial offers. */
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

/** The suites read it while they are loaded. */
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

function shuffled(checks: Check[]): Check[] {
  const order = new Map(checks.map((check) => [check, Math.random()]))
  return checks.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
}

/** The status that came back instead, 0 when nothing did, or undefined when the check passed. */
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

/** Rejects when no answer has come for long: the limit is for each, and not for a check. */
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
