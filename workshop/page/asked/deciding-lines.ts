import { ServerResponse } from 'node:http'
import path from 'node:path'
import { thrownLast } from '../../../checks/harness/trace.ts'
import { type Frame, formatPlace, framesIn } from '../../stack.ts'
import type { Line } from '../page-state.ts'

/** The learner's tree. Compiled code does not know its own source. */
const STEPS = process.argv[2] as string
const SHARED = path.join(path.dirname(STEPS), 'shared')

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

/**
 * The learner's lines that led to the last response, innermost first. If there are none, the line
 * of shared/.
 */
export function decidingLines(): Line[] {
  const thrown = thrownLast()
  const stack = withinMiddleware(thrown instanceof Error ? (thrown.stack ?? '') : answeredAt)
  const own = framesIn(STEPS, stack).slice(0, MOST)
  return (own.length > 0 ? own : sharedFrame(stack)).map(({ name, ...at }) => {
    return { place: formatPlace(at, STEPS), ...(name && { name }) }
  })
}

/** Middleware that has called `next` is further down in the stack, and has decided nothing. */
function withinMiddleware(stack: string): string {
  const lines = stack.split('\n')
  const end = lines.findIndex((line) => /\bLayer\.handle(?:Request|Error)\b/.test(line))
  return lines.slice(0, end < 0 ? undefined : end).join('\n')
}

/** The given handler, or what shared/ does around the handlers. */
function sharedFrame(stack: string): Frame[] {
  const frames = framesIn(SHARED, stack)
  const handler = framesIn(path.join(SHARED, 'core'), stack)[0] ?? frames.at(-1)
  return handler ? [handler] : []
}

/** Forgets the previous response. */
export function forgetAnswer(): void {
  answeredAt = ''
}
