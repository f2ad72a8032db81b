import { type Actor, type Decider, type Rule, rulesOf } from '../../checks/policy.ts'
import { whyOf } from '../../checks/policy-why.ts'
import { readPrediction } from '../lesson/texts.ts'
import { wrap } from '../terminal/layout.ts'
import { type Progress, progressOf } from './progress.ts'

/** A question about one request, asked before a step and never graded. */
export interface Prediction {
  question: string
  /** The statuses to choose from, including the right one. */
  options: number[]
  /** The status, what decides, and why. */
  answer: string
}

/** The question of a step. Not every step has one. */
export function predictionOf(step: string): Prediction | undefined {
  const { actor, method, path } = readPrediction(step) ?? {}
  const rule = rulesOf(step).find((each) => each.method === method && each.path === path)
  if (!rule || !actor || !Object.hasOwn(rule.cells, actor)) return undefined
  const { status, by } = rule.cells[actor as Actor]
  return {
    question: `${who(actor as Actor, rule)} sends ${method} ${path}. What comes back?`,
    options: optionsOf(rule, status),
    answer: `${status}. ${BY[by]} ${whyOf(rule, { status, by })}`,
  }
}

/**
 * The question of a step that becomes the current one. It is asked once, and not after the step has
 * passed. `progress` stores that it was asked.
 */
export function askOnce(step: string, progress: Progress): Prediction | undefined {
  const known = progressOf(progress, step)
  if (process.env.WORKSHOP_PREDICT === '0' || known.done || known.asked) return undefined
  const prediction = predictionOf(step)
  if (prediction) known.asked = true
  return prediction
}

/** The question as lines, with the choices. */
export function predictionLines({ question, options }: Prediction, width: number): string[] {
  return [
    ...wrap(`Predict first: ${question}`, width),
    ...options.map((status, at) => `  ${at + 1}  ${status}`),
  ]
}

/** The answer as lines. */
export function answerLines({ answer }: Prediction, width: number): string[] {
  return wrap(`The answer is ${answer}`, width)
}

function who(actor: Actor, { path, authentication }: Rule): string {
  const hers = path.includes('{id}')
  if (actor === 'anonymous' && authentication[0] === 'session') {
    return 'A browser without a session'
  }
  return {
    anonymous: 'A client without a token',
    wrong: 'A client with an unknown key',
    loggedOut: 'A client with the key of a deleted token',
    inactive: 'A client with the token of an inactive user',
    owner: hers ? 'The owner of a task' : 'A user',
    other: hers ? 'A user who does not own the task' : 'A user',
    staff: hers ? 'A staff user who does not own the task' : 'A staff user',
  }[actor]
}

const BY: Record<Decider, string> = {
  route: 'There is no view at this path.',
  before: 'The view decides before authentication.',
  authentication: 'Authentication decides.',
  permission: 'A permission class decides.',
  throttle: 'A throttle decides.',
  method: 'The view decides: it does not have this method.',
  object: 'A permission class decides, for the object.',
  handler: 'The view decides.',
}

/** The plausible statuses: success, 401, 403, and one more. */
function optionsOf({ cells }: Rule, status: number): number[] {
  const statuses = Object.values(cells).map((cell) => cell.status)
  const works = statuses.find((each) => each < 300) ?? 200
  const last = statuses.includes(405) ? 405 : 404
  return [...new Set([works, 401, 403, last, status])].sort()
}
