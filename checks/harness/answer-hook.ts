import { setImmediate } from 'node:timers/promises'
import { Todo } from '#shared/todo.ts'
import { runJob } from './distant-database.ts'
import { type HookRequest, hooks } from './hooks.ts'

/** What a hook answers, with the status that it has over HTTP. */
export interface HookAnswer {
  status: number
  body: object
}

/**
 * Does what a hook is asked for: 400 when there is no such operation, 501 where a TODO is met, 500
 * where the subject's code throws.
 *
 * @param report is told what was thrown
 */
export async function answerHook(
  asked: HookRequest,
  report: (error: unknown) => void,
): Promise<HookAnswer> {
  let over = false
  try {
    if (!Object.hasOwn(hooks, asked.op)) throw new RangeError('unknown op')
    const hook = hooks[asked.op] as (typeof hooks)[string]
    return { status: 200, body: await runJob({ isOver: () => over }, () => hook(asked)) }
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
