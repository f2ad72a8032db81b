import { ServerResponse } from 'node:http'
import { thrownLast } from '../../../checks/harness/trace.ts'
import { formatPlace, framesIn } from '../../stack.ts'
import type { Line } from '../page-state.ts'

/** The learner's tree. Compiled code does not know its own source. */
const STEPS = process.argv[2] as string

/** The number of shown lines. The rest only led to them. */
const MOST = 4

let answeredAt = ''

/** Records where each response is sent. The stack then contains the lines of the handler. */
export function noteAnswers(): void {
  const { writeHead } = ServerResponse.prototype
  ServerResponse.prototype.writeHead = function (this: ServerResponse, ...args: unknown[]) {
    answeredAt = new Error().stack ?? ''
    return writeHead.apply(this, args as never)
  } as never
}

/** The learner's lines that led to the last response, innermost first. */
export function decidingLines(): Line[] {
  const thrown = thrownLast()
  const refused = thrown instanceof Error ? framesIn(STEPS, thrown.stack ?? '') : []
  const frames = refused.length > 0 ? refused : framesIn(STEPS, answeredAt)
  return frames.slice(0, MOST).map(({ name, ...at }) => {
    return { place: formatPlace(at, STEPS), ...(name && { name }) }
  })
}

/** Forgets the previous response. */
export function forgetAnswer(): void {
  answeredAt = ''
}
