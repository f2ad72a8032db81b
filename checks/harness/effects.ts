/** A stored row, as the hook `rows` returns it. */
type Row = Record<string, unknown>

/** Everything that is stored. */
export interface Rows {
  users: Row[]
  tokens: Row[]
  /** Those of version 2. DRF's hooks do not return them. */
  authTokens?: Row[]
  tasks: Row[]
  /** If there are any. */
  sessions?: Row[]
}

const TABLES = ['users', 'tokens', 'authTokens', 'tasks', 'sessions'] as const
const PRIMARY_KEYS = {
  users: 'id',
  tokens: 'key',
  authTokens: 'digest',
  tasks: 'id',
  sessions: 'digest',
} as const

/** The differences between two states of the database, as sentences. */
export function effects(before: Rows, after: Rows): string[] {
  const people = new Map([...before.users, ...after.users].map((user) => [user.id, user.username]))
  return TABLES.flatMap((table) => {
    const key = PRIMARY_KEYS[table]
    const then = new Map((before[table] ?? []).map((row) => [row[key], row]))
    const now = new Map((after[table] ?? []).map((row) => [row[key], row]))
    const name = (row: Row) => nameOf(table, row, people)
    const gone = [...then].filter(([id]) => !now.has(id)).map(([, row]) => `${name(row)} is gone`)
    const made = [...now]
      .filter(([id]) => !then.has(id))
      .map(([, row]) => madeWords(name(row), row))
    const changed = [...now].flatMap(([id, row]) => {
      const old = then.get(id)
      return old && old !== row ? changes(name(row), old, row) : []
    })
    return [...gone, ...made, ...changed]
  })
}

function nameOf(table: keyof Rows, row: Row, people: Map<unknown, unknown>): string {
  if (table === 'users') return `the user ${row.username}`
  const owner = people.get(table === 'tasks' ? row.ownerId : row.userId) ?? 'no user'
  if (table === 'sessions') return `a session of ${owner}`
  if (table === 'tasks') return `task ${row.id} of ${owner}`
  return table === 'tokens' ? `${owner}'s token` : `a token of version 2 of ${owner}`
}

/** A model can declare its columns in any order. */
function madeWords(name: string, { digest, ...row }: Row): string {
  const sorted = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))
  return `${name} is new: ${JSON.stringify(Object.fromEntries(sorted))}`
}

function changes(name: string, before: Row, after: Row): string[] {
  const columns = Object.keys({ ...before, ...after })
  const changed = columns.filter((column) => before[column] !== after[column])
  return changed.map((column) => `${name}: ${column} is now ${JSON.stringify(after[column])}`)
}
