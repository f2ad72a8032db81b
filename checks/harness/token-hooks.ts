import { User } from '#shared/auth/user.ts'
import { getModels } from '#shared/db/apps.ts'
import { IntegrityError, OperationalError } from '#shared/db/backends/errors.ts'
import { Manager } from '#shared/db/manager.ts'
import type { Model } from '#shared/db/model.ts'
import { Todo } from '#shared/todo.ts'
import { findUser, type Hook, type HookRequest } from './hook.ts'
import { randomBytesIn } from './key-randomness.ts'
import { authTokens } from './v2-token-hooks.ts'

/** What a hook needs of step 1. */
interface TokenRow extends Model {
  readonly key: string
  readonly userId: number
  readonly created: string
}

function tokens(): Manager<TokenRow> {
  const model = getModels().find(({ table }) => table === 'authtoken_token')
  if (!model) throw new OperationalError('no model declares the table authtoken_token')
  return new Manager(model as never)
}

async function token({ user }: HookRequest) {
  const found = await tokens().filter({ user: await findUser(user) })
  return { tokens: found.length, key: found[0]?.key ?? null }
}

/** Before the token model is declared, there are no tokens. */
export async function tokenIfAny(request: HookRequest) {
  return token(request).catch((error) => {
    if (error instanceof Todo) return { tokens: 0, key: null }
    throw error
  })
}

/** The operations about tokens. */
export const tokenHooks: Record<string, Hook> = {
  token,

  /** Those of version 2, too. */
  async delete_token(request) {
    const user = await findUser(request.user)
    await tokens().delete({ user })
    await authTokens().delete({ userId: Number(user.id) })
    return token(request)
  },

  async create_token({ user: username, reset }) {
    const user = await findUser(username)
    if (reset) await tokens().delete({ user })
    const [{ key }, created] = await tokens().getOrCreate({ user })
    return { tokens: 1, key, created }
  },

  async key_randomness({ user: username }) {
    const user = await findUser(username)
    const keys: string[] = []
    const bytes = await randomBytesIn(async () => {
      await tokens().delete({ user })
      const { key } = await tokens().create({ user })
      keys.push(key)
      return key
    })
    // From bytes that begin with zero: a key must keep its leading zeros.
    return { random_bytes: bytes, key: keys[0] }
  },

  /** The keys of the tokens that new users get. The user must not exist yet. */
  async signal_key_randomness({ user: username = '' }) {
    const bytes = await randomBytesIn(async () => {
      const user = await User.objects.create({ username, password: '!' })
      const found = await tokens().find({ user })
      await tokens().delete({ user })
      await User.objects.delete(user)
      return found?.key ?? ''
    })
    return { random_bytes: bytes }
  },

  async token_created({ user }) {
    const found = await tokens().find({ user: await findUser(user) })
    return { created: found?.created ?? null }
  },

  async set_token_key({ user: username, key = '' }) {
    const user = await findUser(username)
    await tokens().delete({ user })
    await tokens().create({ user, key })
    return { ok: true }
  },

  async second_token(request) {
    const user = await findUser(request.user)
    const refused = await tokens()
      .create({ user })
      .then(() => false)
      .catch((error) => {
        if (error instanceof IntegrityError) return true
        throw error
      })
    return { refused, ...(await token(request)) }
  },
}
