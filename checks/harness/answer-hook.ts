import { setImmediate } from 'node:timers/promises'
import { Todo } from '#shared/todo.ts'
import { runJob } from './remote-database.ts'

/** The response of a hook, with its status over HTTP. */
export interface HookAnswer {
  status: number
  body: object
}

/**
 * Runs a hook: 400 if there is no such operation, 501 if it reaches a TODO, 500
 * if the tree's code throws.
 *
 * @param report called with what was thrown
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
    // A call that was not awaited fails within a turn, while the check is still running.
    await setImmediate()
  }
}
