import { ServerResponse } from 'node:http'
import { thrownLast } from '../../../checks/harness/trace.ts'
import { formatFrame, framesIn } from '../../stack.ts'
import type { Line } from '../page-state.ts'

/** The learner's tree; compiled code does not know where it came from. */
const STEPS = process.argv[2] as string

/** How many are shown: the others are the way to them. */
const MOST = 4

let answeredAt = ''

/** Notes from where each answer is sent; the stack then holds the lines of the handler. */
export function noteAnswers(): void {
  const { writeHead } = ServerResponse.prototype
  ServerResponse.prototype.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    answeredAt = new Error().stack ?? ''
    return writeHead.apply(this, args as never)
  } as never
}

/** The learner's lines that led to the last answer, innermost first: where it was refused or sent. */
export function decidingLines(): Line[] {
  const thrown = thrownLast()
  const refused = thrown instanceof Error ? framesIn(STEPS, thrown.stack ?? '') : []
  const frames = refused.length > 0 ? refused : framesIn(STEPS, answeredAt)
  return frames.slice(0, MOST).map(({ name, ...at }) => {
    return { place: formatFrame(at, STEPS), ...(name && { name }) }
  })
}

/** Forgets the answer before. */
export function forgetAnswer(): void {
  answeredAt = ''
}
