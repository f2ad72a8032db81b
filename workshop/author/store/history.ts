import type { Data } from '#shared/db/backends/lowdb/file-format.ts'

/** What the server must show: a client got a response that says so, or no response. */
type State = 'there' | 'gone' | 'either'
/** A token is named after its user. */
type Kind = 'task' | 'token' | 'user'

/**
 * The changes that clients made, and whether they got a response, to compare with the stored data.
 */
export class History {
  readonly #states: Record<Kind, Map<string, State>> = {
    task: new Map(),
    token: new Map(),
    user: new Map(),
  }
  #answered = 0

  /** The number of acknowledged changes. */
  get answered(): number {
    return this.#answered
  }

  /**
   * Makes a change. Until its response arrives, the things can be there or not.
   *
   * @param change the things by name, and their state after the response
   */
  async note<T>(kind: Kind, change: Record<string, State>, work: () => Promise<T>): Promise<T> {
    for (const name of Object.keys(change)) this.#states[kind].set(name, 'either')
    const result = await work()
    for (const [name, state] of Object.entries(change)) this.#states[kind].set(name, state)
    this.#answered++
    return result
  }

  /** What is lost, what has come back, what is incomplete, and what was never created. */
  disagreements({ tables }: Data): string[] {
    const { user, token, task } = this.#states
    const rows = (table: string) => tables.get(table)?.rows ?? []
    const names = new Map(rows('auth_user').map((row) => [row.id, String(row.username)]))
    const users = new Set(names.values())
    const tokens = new Set(rows('authtoken_token').map((row) => names.get(row.userId) ?? 'no user'))
    const tasks = new Set(rows('core_task').map((row) => String(row.title)))
    return [
      ...half(user, users, tokens),
      ...compare('user', user, users),
      ...compare('token of', token, tokens),
      ...compare('task', task, tasks),
    ]
  }
}

/** A user who was registering when the server ended must have a token, or not exist. */
function half(states: Map<string, State>, users: Set<string>, tokens: Set<string>): string[] {
  const open = [...states.keys()].filter((name) => states.get(name) === 'either')
  return open
    .filter((name) => users.has(name) !== tokens.has(name))
    .map((name) => `half: user ${name}`)
}

function compare(kind: string, states: Map<string, State>, found: Set<string>): string[] {
  const wrong: string[] = []
  for (const [name, state] of states) {
    if (state === 'there' && !found.has(name)) wrong.push(`lost: ${kind} ${name}`)
    if (state === 'gone' && found.has(name)) wrong.push(`back: ${kind} ${name}`)
    // From now on, it must stay as it was found.
    if (state === 'either') states.set(name, found.has(name) ? 'there' : 'gone')
  }
  for (const name of found) if (!states.has(name)) wrong.push(`unknown: ${kind} ${name}`)
  return wrong
}
