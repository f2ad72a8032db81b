import { now } from '../clock.ts'
import { CharField, DateTimeField } from '../db/fields.ts'
import { Manager } from '../db/manager.ts'
import { Model, type ModelFields } from '../db/model.ts'

/**
 * A stored session. Only the browser's cookie has the key. The table has its digest, so a stolen
 * database contains no usable session.
 *
 * https://docs.djangoproject.com/en/stable/topics/http/sessions/#using-database-backed-sessions
 */
export class Session extends Model {
  static override readonly table = 'django_session'
  static readonly objects = new Manager(Session)

  declare readonly digest: string
  /** Names and values, as JSON. */
  declare readonly data: string
  declare readonly expireDate: string

  static override fields(): ModelFields {
    return {
      digest: new CharField({ primaryKey: true }),
      data: new CharField(),
      expireDate: new DateTimeField(),
    }
  }
}

/** Deletes the rows of expired sessions, as Django's `manage.py clearsessions` does. */
export async function clearExpired(): Promise<void> {
  const ended = (await Session.objects.all()).filter((row) => new Date(row.expireDate) <= now())
  for (const row of ended) await Session.objects.delete(row)
}
