import type { Data } from '#shared/db/backends/lowdb/file-format.ts'

/** What the server must show: it said so, it said the opposite, or it was not heard any more. */
type State = 'there' | 'gone' | 'either'
/** A token is named after its user. */
type Kind = 'task' | 'token' | 'user'

/** What clients did, and what they were answered: the measure of what a server still knows. */
export class History {
  readonly #states: Record<Kind, Map<string, State>> = {
    task: new Map(),
    token: new Map(),
    user: new Map(),
  }
  #answered = 0

  /** How many changes were acknowledged. */
  get answered(): number {
    return this.#answered
  }

  /**
   * Does something that makes things be there or gone; until it is answered, they may be either.
   *
   * @param change the things by name, and how they are after the answer
   */
  async note<T>(kind: Kind, change: Record<string, State>, work: () => Promise<T>): Promise<T> {
    for (const name of Object.keys(change)) this.#states[kind].set(name, 'either')
    const result = await work()
    for (const [name, state] of Object.entries(change)) this.#states[kind].set(name, state)
    this.#answered++
    return result
  }

  /** Tells what is lost, what has come back, what is incomplete, and what was never created. */
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

/** Who was registering when the server ended has a token, or is not there at all. */
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
    // From now on it stays as it was found.
    if (state === 'either') states.set(name, found.has(name) ? 'there' : 'gone')
  }
  for (const name of found) if (!states.has(name)) wrong.push(`unknown: ${kind} ${name}`)
  return wrong
}
