import { existsSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { RunnerTestCase } from 'vitest'
import { CheckFailure, NotOffered } from '../../checks/harness/check-failure.ts'
import { type Exchange, unanswered } from '../../checks/harness/exchange.ts'
import type { Expected } from '../../checks/harness/expectation.ts'
import { isLike, isValueLike } from '../../checks/harness/value-like.ts'
import { CHECKS, ROOT, SOLUTIONS, STEPS } from '../paths.ts'
import type { Failure } from '../runner/report.ts'
import { toFailure } from '../runner/run-suite.ts'
import { framesIn, parsePlace } from '../stack.ts'
import { explainReport } from './explain.ts'
import { type Explanation, formatExplanation } from './explanation.ts'

const TREE = process.env.SUBJECT === 'solutions' ? SOLUTIONS : STEPS
const BASE = process.env.SUBJECT_URL ?? 'http://127.0.0.1:8000'

/**
 * The error that Vitest shows for a failed check: the same explanation as in the loop, with the
 * learner's line. A check is skipped if the server does not have its hook.
 */
export async function explained(test: RunnerTestCase, error: unknown): Promise<unknown> {
  if (error instanceof NotOffered && process.env.SUBJECT_URL) test.context.skip(error.message)
  const step = path.basename(path.dirname(test.file.filepath))
  if (isSkip(error) || !existsSync(path.join(CHECKS, step, 'words.md'))) return error
  const failure = failureOf(test, error)
  // Vitest reports each check separately, so the verdicts of the others are not known yet.
  const report = { step, checks: [test.name, '...'], verdicts: [{ check: test.name, failure }] }
  const explanation = await explainReport(report, { tree: TREE, base: BASE })
  return explanation ? new ExplainedFailure(explanation, failure, error) : error
}

/** The error of `skip()`. */
function isSkip(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'VITEST_PENDING'
}

function failureOf({ timeout }: RunnerTestCase, error: unknown): Failure {
  const failure = toFailure(error)
  const asked = unanswered()
  if (error instanceof CheckFailure || !asked || !/timed out in/.test(String(error))) return failure
  return { ...failure, error: undefined, unanswered: { asked, waited: timeout ?? 0 } }
}

/**
 * A failure as Vitest shows it: a message, a difference, and a stack that starts at the place to
 * open.
 */
class ExplainedFailure extends Error {
  override name = 'Fails'

  constructor(explanation: Explanation, { expected, exchanges, error }: Failure, cause: unknown) {
    const compared = comparison(expected, exchanges)
    const toldElsewhere = ['Fails', ...(compared ? ['Expected'] : [])]
    super(`${explanation.check}\n${formatExplanation(explanation, toldElsewhere)}`)
    this.stack = `${this.name}: ${this.message}\n${framesOf(explanation, error?.stack, cause).join('\n')}`
    Object.assign(this, compared)
  }
}

/**
 * The response and the only expected response, for Vitest to show the difference. Undefined if what
 * is compared does not differ.
 */
function comparison([first, ...others]: Expected[], exchanges: Exchange[]) {
  const last = exchanges.at(-1)
  if (!first || !last || others.length > 0) return undefined
  const actual = partOf(last, first, last.answer)
  const expected = partOf(last, first, first)
  return isDeepStrictEqual(actual, expected) ? undefined : { actual, expected }
}

function framesOf({ open }: Explanation, thrown: string | undefined, cause: unknown): string[] {
  const { stack = '' } = cause as { stack?: string }
  const place = parsePlace(open)
  const learners = framesIn(TREE, thrown ?? stack)
  const suites = framesIn(CHECKS, stack).filter(({ file }) => file.endsWith('suite.test.ts'))
  const opened = place && { ...place, file: path.join(path.dirname(TREE), place.file) }
  const frames = [...(opened ? [opened] : []), ...learners, ...suites]
  const lines = frames.map((frame) => `    at ${path.resolve(ROOT, frame.file)}:${frame.line}:1`)
  return [...new Set(lines)]
}

function partOf(
  exchange: Exchange,
  expected: Expected,
  { status, headers, body }: Pick<Expected, 'status' | 'headers' | 'body'>,
): object {
  const { answer } = exchange
  const shown = Object.keys(expected.headers ?? {}).map((name) => {
    const value = headers?.[name] ?? headers?.[name.toLowerCase()] ?? null
    return [name, filledIn(value, answer.headers[name.toLowerCase()])]
  })
  return {
    ...('request' in exchange && { status }),
    ...(shown.length > 0 && { headers: Object.fromEntries(shown) }),
    ...('body' in expected && { body: filledIn(body, answer.body) }),
  }
}

/** An expected value. A ValueLike is replaced with the received value if that matches. */
function filledIn(value: unknown, actual: unknown): unknown {
  if (isValueLike(value)) return isLike(actual, value) ? actual : `<${value.description}>`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each, at) => filledIn(each, itemOf(actual, at)))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, filledIn(each, itemOf(actual, key))]),
  )
}

function itemOf(value: unknown, key: string | number): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[key]
}
