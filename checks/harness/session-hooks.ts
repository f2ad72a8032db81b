import { createHash } from 'node:crypto'
import { now } from '#shared/clock.ts'
import { getModels } from '#shared/db/apps.ts'
import { isoFormat } from '#shared/db/iso-format.ts'
import { Manager } from '#shared/db/manager.ts'
import type { Model } from '#shared/db/model.ts'
import { sslProxy } from '#shared/http/is-secure.ts'
import type { Hook } from './hook.ts'

/** A stored session, as a hook needs it. */
interface SessionRow extends Model {
  readonly digest: string
  readonly data: string
  readonly expireDate: string
}

function sessions(): Manager<SessionRow> | undefined {
  const model = getModels().find(({ table }) => table === 'django_session')
  return model && new Manager(model as never)
}

async function count() {
  const rows = (await sessions()?.all()) ?? []
  const users = rows.filter(({ data }) => data.includes('_auth_user_id'))
  return { sessions: rows.length, logged_in: users.length }
}

/** The operations about sessions. */
export const sessionHooks: Record<string, Hook> = {
  sessions: count,

  async delete_sessions() {
    for (const row of (await sessions()?.all()) ?? []) await sessions()?.delete(row)
    return count()
  },

  /** Stores a session without a user, as a visitor can have before a login. */
  async plant_session({ key = '' }) {
    const digest = createHash('sha256').update(key).digest('hex')
    const expireDate = isoFormat(new Date(now().getTime() + 3_600_000))
    await sessions()?.delete({ digest })
    await sessions()?.create({ digest, data: '[]', expireDate })
    return { ok: true }
  },

  /** Available if the server refuses more than DRF on Django 3.2: see checks/drf. */
  async stricter_than_drf() {
    return { ok: true }
  },

  async https({ value }) {
    sslProxy.isTrusted = value === true
    return { ok: true }
  },
}
