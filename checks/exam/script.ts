import type { AskedHook } from '../harness/exchange.ts'
import { oddCredential, type Person } from './credentials.ts'
import type { Random } from './random.ts'
import type { Ask, Move, Pair } from './session.ts'
import { ODD_IDS } from './texts.ts'

/** The users of every session. The last one is inactive. */
export const SEEDED: Person[] = ['alice', 'bob', 'root', 'inactive'].map((name) => ({
  name,
  password: `${name}-pass-1`,
}))
const ABLE = SEEDED.slice(0, 3)

const BOTH_HAVE = /^\/api\/(login|logout|me)\/$/

/** A session while it is generated. Scenes add moves to it, and read its users and objects. */
export class Script {
  readonly random: Random
  /** The number of the last solved step: scenes about later steps are left out. */
  readonly upTo: number
  readonly people = [...SEEDED]
  readonly moves: Move[] = []
  /** User ids are equal to task ids, share digits with them, or are far from both. */
  readonly skip: number
  /** The number of tasks that were created. */
  tasks = 0
  /** The version that is used for login, logout and me. */
  version: 1 | 2 = 1

  constructor(random: Random, upTo: number) {
    this.random = random
    this.upTo = upTo
    this.skip = random.of([0, 0, 0, 8, 96])
  }

  person(): Person {
    return this.random.of(this.people)
  }

  /** Usually a user who is able to do something. */
  actor(): Person {
    return this.random.chance(0.6) ? this.random.of(ABLE) : this.person()
  }

  userId(): number {
    return this.skip + 1 + this.random.below(4)
  }

  hook(hook: AskedHook): void {
    this.moves.push({ hook })
  }

  ask(ask: Ask): void {
    if (ask.path.endsWith('/tasks/') && ask.method === 'POST') this.tasks += 1
    const path = this.version === 1 ? ask.path : ask.path.replace(BOTH_HAVE, '/api/v2/$1/')
    // The solution throttles version 2 before step 11 too.
    if (this.upTo < 11 && path.startsWith('/api/v2/')) this.hook({ op: 'reset_throttles' })
    this.moves.push({ ask: { ...ask, path } })
  }

  get(path: string, headers: Pair[], method = 'GET'): void {
    this.ask({ method, path, headers })
  }

  /** The same values, as JSON or as a form. */
  body(values: Record<string, unknown>): Partial<Ask> {
    const isFlat = Object.values(values).every((value) => typeof value === 'string')
    if (isFlat && this.random.chance(0.3)) return { form: Object.entries(values) as Pair[] }
    return { json: values }
  }

  credential(person: Person): Pair[] {
    return oddCredential(this.random, person, this.actor())
  }

  /** The path of a route, with the id of a task that may exist. */
  path(route: string): string {
    const r = this.random
    const id = String(1 + r.below(Math.max(1, Math.min(this.tasks, 5))))
    return route.replace('ID', r.chance(0.12) ? r.of(ODD_IDS).replace('ID', id) : id)
  }
}
