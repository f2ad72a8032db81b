/** The entry point that is bundled with a tree: its API with the hooks, on an empty database. */
import type { RequestListener } from 'node:http'
import { gotRequestException, type RequestException } from '#shared/http/got-request-exception.ts'
import { createApp } from '#subject/app.ts'
import { answerHook, type HookAnswer } from '../harness/answer-hook.ts'
import type { HookRequest } from '../harness/hook.ts'
import { runHook } from '../harness/hooks.ts'
import { noteOutside } from '../harness/outside.ts'
import { delayCalls } from '../harness/remote-database.ts'
import { createTreeListener, resetTree } from '../harness/tree-server.ts'

/** The functions that the process of the tree calls. */
export interface Instance {
  listener: RequestListener
  /** Runs a hook, or resets the database. */
  hook(asked: HookRequest | { skip: number }): Promise<HookAnswer>
  /** Called with errors that are thrown outside any request. */
  noteOutside(error: unknown): void
}

export async function createInstance(): Promise<Instance> {
  delayCalls()
  gotRequestException.connect('request', ({ error }: RequestException) => noteOutside(error))
  return {
    listener: await createTreeListener({ createApp }, noteOutside),
    hook: (asked) =>
      answerHook(
        () => ('op' in asked ? runHook(asked) : resetTree(asked.skip)),
        () => {},
      ),
    noteOutside,
  }
}
