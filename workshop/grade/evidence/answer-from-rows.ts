import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import type { HookRequest } from '../../../checks/harness/hook.ts'
import { shownSession } from '../../../checks/harness/rows.ts'
import type { KeptRows } from './kept-rows.ts'

const USERS = 'auth_user'
const TOKENS = 'authtoken_token'
const AUTH_TOKENS = 'knox_authtoken'
const TASKS = 'core_task'
const SESSIONS = 'django_session'

/** The rows before a hook was called. */
export type Before = ReturnType<typeof tokenOf>

/** The token of a user, according to the rows. */
export function tokenOf(kept: KeptRows, username: string | undefined) {
  const [user] = kept.select(USERS, { username: username ?? '' })
  const tokens = user ? kept.select(TOKENS, { userId: user.id }) : []
  return { tokens: tokens.length, key: (tokens[0]?.key ?? null) as string | null }
}

/** All stored rows, as the hook `rows` returns them. */
export function rowsOf(kept: KeptRows) {
  return {
    users: kept.rows(USERS),
    tokens: kept.rows(TOKENS),
    authTokens: kept.rows(AUTH_TOKENS),
    tasks: kept.rows(TASKS),
    sessions: kept.rows(SESSIONS).map((row) => shownSession(row, kept.rows(USERS))),
  }
}

type Told = Record<string, unknown>
type FromRows = (kept: KeptRows, asked: HookRequest, told: Told, before: Before) => object

const token: FromRows = (kept, { user }) => tokenOf(kept, user)
const count: FromRows = (kept) => ({
  users: kept.rows(USERS).length,
  tokens: kept.rows(TOKENS).length,
  tasks: kept.rows(TASKS).length,
})

/** The responses that are computed from the rows instead. */
const FROM_ROWS: Record<string, FromRows> = {
  token,
  create_user: token,
  create_inactive_user: token,
  save_user: token,
  set_password: token,
  delete_token: token,
  count,
  delete_user: count,
  create_token: (kept, { user }, _told, before) => {
    const { tokens, key } = tokenOf(kept, user)
    return { tokens, key, created: before.key !== key }
  },
  second_token: (kept, { user }, told) => ({
    refused: told.refused === true && kept.isUnique(TOKENS, 'userId'),
    ...tokenOf(kept, user),
  }),
  token_created: (kept, { user }) => {
    const { key } = tokenOf(kept, user)
    return { created: kept.select(TOKENS, { key })[0]?.created ?? null }
  },
  state: (kept) => ({ state: kept.digest() }),
}

/**
 * Replaces the response of a hook with what the rows say, because the response comes from the
 * submission's process.
 */
export function answerFromRows(
  kept: KeptRows,
  asked: HookRequest,
  told: HookAnswer,
  before: Before,
): HookAnswer {
  const fromRows = Object.hasOwn(FROM_ROWS, asked.op) ? FROM_ROWS[asked.op] : undefined
  if (told.status !== 200 || !fromRows) return told
  return { status: 200, body: fromRows(kept, asked, told.body as Told, before) }
}
