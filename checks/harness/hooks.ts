import { getCache } from '#shared/cache/cache.ts'
import { advanceClock } from '#shared/clock.ts'
import { proxies } from '#shared/http/client-address.ts'
import { keepIdsApart, restart } from './check-database.ts'
import { classHooks } from './classes.ts'
import { count } from './count.ts'
import { countHashes } from './count-hashes.ts'
import { databaseHooks } from './fault.ts'
import { findUser, type Hook, type HookRequest } from './hook.ts'
import { waitsForBody } from './open-requests.ts'
import { slowCache } from './remote-database.ts'
import { rows } from './rows.ts'
import { sessionHooks } from './session-hooks.ts'
import { taskHooks } from './task-hooks.ts'
import { tokenHooks } from './token-hooks.ts'
import { userHooks } from './user-hooks.ts'
import { v2TokenOf } from './v2-token.ts'
import { v2TokenHooks } from './v2-token-hooks.ts'

/**
 * The operations of `POST /__hook__/`, for what HTTP cannot do. They exist only in checks.
 *
 * Their names and responses are those of the hooks for the real Django REST framework in checks/drf.
 */
const hooks: Record<string, Hook> = {
  ...userHooks,
  ...tokenHooks,
  ...databaseHooks,
  ...classHooks,
  ...v2TokenHooks,
  ...taskHooks,
  ...sessionHooks,
  count,
  restart,
  rows,

  async advance_clock({ seconds }) {
    advanceClock(seconds ?? 0)
    return { ok: true }
  },

  async next_user_id({ id }) {
    await keepIdsApart(id)
    return { ok: true }
  },

  async reset_throttles() {
    await getCache().clear()
    return { ok: true }
  },

  slow_cache: slowCache,
  waits_for_body: waitsForBody,

  async num_proxies({ value }) {
    proxies.trusted = Number(value ?? 0)
    return { ok: true }
  },

  /** A token that version 2 accepts in this tree. */
  async v2_token({ user }) {
    return { token: await v2TokenOf(await findUser(user)) }
  },

  async count_hashes() {
    return { hashes: countHashes() }
  },
}

/**
 * Runs one of the operations.
 *
 * @throws RangeError if there is no operation of that name
 */
export async function runHook(asked: HookRequest): Promise<object> {
  if (!Object.hasOwn(hooks, asked.op)) throw new RangeError('unknown op')
  return (hooks[asked.op] as Hook)(asked)
}
