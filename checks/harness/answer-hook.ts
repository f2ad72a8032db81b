import { setImmediate } from 'node:timers/promises'
import { Todo } from '#shared/todo.ts'
import { runJob } from './remote-database.ts'

/** What a hook answers, with the status that it has over HTTP. */
export interface HookAnswer {
  status: number
  body: object
}

/**
 * Does what a hook is asked for: 400 when there is no such thing to do, 501 where a TODO is met, 500
 * where the tree's code throws.
 *
 * @param report is told what was thrown
 */
export async function answerHook(
  work: () => Promise<object>,
  report: (error: unknown) => void,
): Promise<HookAnswer> {
  let over = false
  try {
    return { status: 200, body: await runJob({ isOver: () => over }, work) }
  } catch (error) {
    report(error)
    const status = error instanceof Todo ? 501 : error instanceof RangeError ? 400 : 500
    return { status, body: { error: (error as Error).message } }
  } finally {
    over = true
    // What was not awaited fails within a turn: while the check that asked still runs.
    await setImmediate()
  }
}
