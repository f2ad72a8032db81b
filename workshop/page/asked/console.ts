import type { Actor, Rule } from '../../../checks/policy.ts'
import { curlLine } from '../../failure/http-lines.ts'
import type { Asked } from '../page-state.ts'
import { AskedProcess } from './asked-process.ts'
import type { ConsoleAnswer, ConsoleQuestion, People } from './console-child.ts'
import { ruleFor } from './matrix.ts'

/** Who can ask; each but the first two has an account, with a task or without. */
export const PEOPLE = ['anonymous', 'wrong', 'alice', 'bob', 'root', 'inactive'] as const
export type PersonName = (typeof PEOPLE)[number]

/** A path that names a task. */
const TASK = /\/tasks\/\d+\//

/** What is to be sent. */
export interface Wish {
  as: PersonName
  method: string
  path: string
  body?: string
}

/** The learner's API in memory, with the same people and tasks after every start. */
export class Console {
  #running: Promise<{ process: AskedProcess; people: People }> | undefined
  #stop = new AbortController()
  #port = 0

  /** Sends a request, and starts the API first if it does not run. */
  async ask({ as, method, path, body }: Wish): Promise<Asked> {
    const { process, people } = await this.#start()
    const keys = path.startsWith('/api/v2/') ? people.v2Keys : people.keys
    const key = as === 'wrong' ? 'f'.repeat(40) : keys[as]
    const headers: Record<string, string> = {}
    if (as !== 'anonymous' && key) headers.Authorization = `Token ${key}`
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const sent = { method, path, headers, body }
    const curl = curlLine(sent, `http://127.0.0.1:${people.port}`)
    const question: ConsoleQuestion = { about: 'request', ...sent }
    const { owner, ...answer } = await process.ask<ConsoleAnswer>(question)
    const isMissing = owner === undefined && TASK.test(path)
    const rule = isMissing ? ruleForMissing(method, path) : ruleFor(method, path)
    // What the body lacks is no question of who may do what.
    const judged = rule && answer.status !== 400 && (as === 'anonymous' || key)
    return {
      ...answer,
      curl,
      ...(judged && { expected: rule.cells[actorOf(as, owner)], why: rule.why }),
      ...(as !== 'anonymous' && !key && { error: `${as} has no token yet: step 1 makes them.` }),
    }
  }

  /** Begins anew with fresh data. */
  async restart(): Promise<void> {
    this.stop()
    await this.#start()
  }

  /** The learner has saved: an API that runs is started again. */
  saved(): void {
    // What breaks is told by the next request.
    if (this.#running) this.restart().catch(() => {})
  }

  stop(): void {
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#running = undefined
  }

  #start() {
    const { signal } = this.#stop
    this.#running ??= this.#open(signal).catch((error) => {
      if (signal === this.#stop.signal) this.#running = undefined
      throw error
    })
    return this.#running
  }

  async #open(signal: AbortSignal) {
    const process = await AskedProcess.start('console-child', signal)
    const question: ConsoleQuestion = { about: 'people', port: this.#port }
    const people = await process.ask<People>(question)
    this.#port = people.port
    return { process, people }
  }
}

/** The table asks for one task that is not there, in the place of all. */
function ruleForMissing(method: string, path: string): Rule | undefined {
  const rule = ruleFor(method, path.replace(TASK, '/tasks/999999/'))
  return rule?.path.includes('999999') ? rule : undefined
}

function actorOf(as: PersonName, owner = 'alice'): Actor {
  if (as === 'anonymous' || as === 'wrong' || as === 'inactive') return as
  if (as === owner) return 'owner'
  return as === 'root' ? 'staff' : 'other'
}
