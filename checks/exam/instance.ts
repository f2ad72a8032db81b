/** What is compiled together with a tree: its API with the hooks, on an empty database. */
import type { RequestListener } from 'node:http'
import { gotRequestException, type RequestException } from '#shared/http/got-request-exception.ts'
import { createApp } from '#subject/app.ts'
import { noteOutside } from '../harness/rows.ts'
import { createTreeListener } from '../harness/tree-server.ts'

/** What the process that holds the tree calls. */
export interface Instance {
  listener: RequestListener
  /** Is told what is thrown where nobody waits for it. */
  noteOutside(error: unknown): void
}

export async function createInstance(): Promise<Instance> {
  gotRequestException.connect('request', ({ error }: RequestException) => noteOutside(error))
  return { listener: await createTreeListener({ createApp }, () => {}), noteOutside }
}
