import { getDatabase, getModels } from '#shared/apps.ts'
import { IntegrityError, OperationalError } from '#shared/database-errors.ts'
import { makePassword } from '#shared/hashers.ts'
import { Manager } from '#shared/manager.ts'
import type { Model } from '#shared/model.ts'
import { Todo } from '#shared/todo.ts'
import { User } from '#shared/user.ts'
import { countHashes } from './count-hashes.ts'
import { foretell } from './foretell.ts'
import { hashOnce } from './hash-once.ts'
import { restart } from './restart.ts'

/** What step 01 declares, as far as a hook needs to know it. */
interface TokenRow extends Model {
  readonly key: string
  readonly userId: number
  readonly created: string
}

/** What a hook is told: the operation, and whom or what it is about. */
export interface HookRequest {
  op: string
  user?: string
  password?: string
  how?: 'create_user' | 'create_superuser' | 'bulk_create'
  value?: boolean
  key?: string
  reset?: boolean
}

/** Does what a shell on the server could do, and answers in JSON. */
type Hook = (request: HookRequest) => Promise<object>

function tokens(): Manager<TokenRow> {
  const model = getModels().find(({ table }) => table === 'authtoken_token')
  if (!model) throw new OperationalError('no model declares the table authtoken_token')
  return new Manager(model as never)
}

async function find(username: string | undefined): Promise<User> {
  const user = await User.objects.find({ username: username ?? '' })
  if (!user) throw new OperationalError(`no such user: ${username}`)
  return user
}

async function token({ user }: HookRequest) {
  const found = await tokens().filter({ user: await find(user) })
  return { tokens: found.length, key: found[0]?.key ?? null }
}

/** Before the token model is declared, nobody has a token. */
export async function tokenIfAny(request: HookRequest) {
  return token(request).catch((error) => {
    if (error instanceof Todo) return { tokens: 0, key: null }
    throw error
  })
}

async function count() {
  const rows = (table: string) => getDatabase().findTable(table)?.size ?? 0
  return { users: rows('auth_user'), tokens: rows('authtoken_token'), tasks: rows('core_task') }
}

/**
 * The operations of `POST /__hook__/`: what HTTP cannot see or do, for checks only.
 *
 * Their names and answers are those of the hooks of the real Django REST framework in checks/drf.
 */
const hooks: Record<string, Hook> = {
  count,
  token,

  async count_hashes() {
    return { hashes: countHashes() }
  },

  async create_user({ user: username = '', password = '', how, user }) {
    const isStaff = how === 'create_superuser'
    const values = { username, isStaff, password: await hashOnce(password) }
    if (how === 'bulk_create') await User.objects.bulkCreate([values])
    else await User.objects.create(values)
    return tokenIfAny({ op: 'token', user })
  },

  restart,

  async save_user(request) {
    await User.objects.save(await find(request.user), { email: 'changed@example.com' })
    return tokenIfAny(request)
  },

  async set_active({ user, value = false }) {
    await User.objects.update({ username: user ?? '' }, { isActive: value })
    return { ok: true }
  },

  async set_staff({ user, value = false }) {
    await User.objects.update({ username: user ?? '' }, { isStaff: value })
    return { ok: true }
  },

  async set_password(request) {
    const password = await makePassword(request.password ?? '')
    await User.objects.save(await find(request.user), { password })
    return tokenIfAny(request)
  },

  async delete_user({ user }) {
    await User.objects.delete(await find(user))
    return count()
  },

  async delete_token(request) {
    await tokens().delete({ user: await find(request.user) })
    return token(request)
  },

  async create_token({ user: username, reset }) {
    const user = await find(username)
    if (reset) await tokens().delete({ user })
    const [{ key }, created] = await tokens().getOrCreate({ user })
    return { tokens: 1, key, created }
  },

  async foretell_key({ user: username }) {
    const user = await find(username)
    const keys = await foretell(async () => {
      await tokens().delete({ user })
      return (await tokens().create({ user })).key
    })
    return { foretold: keys[0] === keys[1] }
  },

  async token_created({ user }) {
    const found = await tokens().find({ user: await find(user) })
    return { created: found?.created ?? null }
  },

  async set_token_key({ user: username, key = '' }) {
    const user = await find(username)
    await tokens().delete({ user })
    await tokens().create({ user, key })
    return { ok: true }
  },

  async second_token(request) {
    const user = await find(request.user)
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

/**
 * Does one of the operations.
 *
 * @throws RangeError when there is none of that name
 */
export async function runHook(asked: HookRequest): Promise<object> {
  if (!Object.hasOwn(hooks, asked.op)) throw new RangeError('unknown op')
  return (hooks[asked.op] as Hook)(asked)
}
