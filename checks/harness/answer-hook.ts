import { Todo } from '#shared/todo.ts'
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
  try {
    if (!Object.hasOwn(hooks, asked.op)) throw new RangeError('unknown op')
    return { status: 200, body: await (hooks[asked.op] as (typeof hooks)[string])(asked) }
  } catch (error) {
    report(error)
    const status = error instanceof Todo ? 501 : error instanceof RangeError ? 400 : 500
    return { status, body: { error: (error as Error).message } }
  }
}
