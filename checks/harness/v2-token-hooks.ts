import { createHash } from 'node:crypto'
import type { User } from '#shared/auth/user.ts'
import { now } from '#shared/clock.ts'
import { getModels } from '#shared/db/apps.ts'
import { OperationalError } from '#shared/db/backends/errors.ts'
import { isoFormat } from '#shared/db/iso-format.ts'
import { Manager } from '#shared/db/manager.ts'
import type { Model, ModelClass } from '#shared/db/model.ts'
import { comparisons } from './count-comparisons.ts'
import { findUser, type Hook } from './hook.ts'
import { randomBytesIn } from './key-randomness.ts'

const TEN_HOURS = 36_000

/** What a hook needs of step 10. */
interface AuthTokenRow extends Model {
  readonly digest: string
  readonly tokenKey: string
  readonly userId: number
  readonly expiry: string | null
}

interface AuthTokenModel extends ModelClass<AuthTokenRow> {
  createToken(user: User, ttl: number | null): Promise<[AuthTokenRow, string]>
}

function model(): AuthTokenModel {
  const found = getModels().find(({ table }) => table === 'knox_authtoken')
  if (!found) throw new OperationalError('no model declares the table knox_authtoken')
  return found as AuthTokenModel
}

export function authTokens(): Manager<AuthTokenRow> {
  return new Manager(model())
}

/** Creates a token as step 10 does. Only step 10 knows how it is stored. */
export async function createToken(user: User, ttl: number | null = TEN_HOURS): Promise<string> {
  return (await model().createToken(user, ttl))[1]
}

/** The operations about the tokens of version 2. */
export const v2TokenHooks: Record<string, Hook> = {
  async v2_create_token({ user: username, count = 1, expires_in: ttl = TEN_HOURS }) {
    const user = await findUser(username)
    const tokens: string[] = []
    for (let at = 0; at < count; at += 1) tokens.push(await createToken(user, ttl))
    return { tokens }
  },

  async v2_set_expiry({ user: username, seconds = null }) {
    const user = await findUser(username)
    const moment = seconds === null ? null : new Date(now().getTime() + seconds * 1000)
    const expiry = moment && isoFormat(moment)
    return { rows: await authTokens().update({ userId: Number(user.id) }, { expiry }) }
  },

  async v2_tokens({ user: username }) {
    const of = username === undefined ? {} : { userId: Number((await findUser(username)).id) }
    return { rows: (await authTokens().filter(of)).length }
  },

  async v2_stored({ token = '' }) {
    const rows = await authTokens().all()
    const isWhole = rows.some((row) => JSON.stringify(row).includes(token))
    const digest = createHash('sha512').update(token).digest('hex')
    const row = rows.find((each) => each.digest === digest)
    if (!row) return { found: false, whole_token_stored: isWhole }
    const { tokenKey, expiry, userId } = row
    const left = expiry && Date.parse(expiry) - now().getTime()
    return {
      found: true,
      whole_token_stored: isWhole,
      user: await usernameOf(userId),
      token_length: token.length,
      digest: row.digest,
      digest_length: row.digest.length,
      key: token.startsWith(tokenKey) ? `first ${tokenKey.length} characters` : tokenKey,
      expires_in_minutes: left === null ? null : Math.round(Number(left) / 60_000),
    }
  },

  async v2_randomness({ user: username }) {
    const user = await findUser(username)
    const bytes = await randomBytesIn(async () => {
      await authTokens().delete({ userId: Number(user.id) })
      return createToken(user)
    })
    return { random_bytes: bytes }
  },

  /** How often two values have been compared in constant time since the last call. */
  async v2_comparisons() {
    return { comparisons: comparisons() }
  },
}

async function usernameOf(id: number): Promise<string | undefined> {
  const users = getModels().find(({ table }) => table === 'auth_user') as ModelClass<User>
  return (await new Manager(users).find({ id }))?.username
}
