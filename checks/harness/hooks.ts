import { createHash } from 'node:crypto'
import { advanceClock } from '#shared/clock.ts'
import { getModels } from '#shared/db/apps.ts'
import { Manager } from '#shared/db/manager.ts'
import { restart } from './check-database.ts'
import { setClasses } from './classes.ts'
import { count } from './count.ts'
import { countHashes } from './count-hashes.ts'
import { setFault } from './fault.ts'
import type { Hook, HookRequest } from './hook.ts'
import { askedClasses, probeNext } from './probes.ts'
import { rows } from './rows.ts'
import { tokenHooks } from './token-hooks.ts'
import { userHooks } from './user-hooks.ts'

/**
 * The operations of `POST /__hook__/`: what HTTP cannot see or do, for checks only.
 *
 * Their names and answers are those of the hooks of the real Django REST framework in checks/drf.
 */
const hooks: Record<string, Hook> = {
  ...userHooks,
  ...tokenHooks,
  count,
  restart,
  rows,
  set_classes: setClasses,
  set_fault: setFault,

  async probe_next({ probe }) {
    if (!probe) throw new RangeError('no probe')
    probeNext(probe)
    return { ok: true }
  },

  async asked_classes() {
    return { asked: askedClasses() }
  },

  async advance_clock({ seconds = 0 }) {
    advanceClock(seconds)
    return { ok: true }
  },

  async state() {
    const tables = await Promise.all(getModels().map((model) => new Manager(model).all()))
    return { state: createHash('sha256').update(JSON.stringify(tables)).digest('hex') }
  },

  async count_hashes() {
    return { hashes: countHashes() }
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
