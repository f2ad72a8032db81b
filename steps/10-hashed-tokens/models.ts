import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { User } from '#shared/auth/user.ts'
import { now } from '#shared/clock.ts'
import { CharField, DateTimeField, ForeignKey } from '#shared/db/fields.ts'
import { isoFormat } from '#shared/db/iso-format.ts'
import { Manager } from '#shared/db/manager.ts'
import { Model, type ModelFields } from '#shared/db/model.ts'
import { todo } from '#shared/todo.ts'
import { TOKEN_KEY_LENGTH, TOKEN_TTL } from './settings.ts'

/** What is stored of a token: enough to recognise it, and too little to use it. */
export class AuthToken extends Model {
  static override readonly table = 'knox_authtoken'
  static readonly objects = new Manager(AuthToken)

  declare readonly digest: string
  declare readonly tokenKey: string
  declare readonly userId: number
  declare readonly created: string
  declare readonly expiry: string | null

  static override fields(): ModelFields {
    return {
      digest: new CharField({ primaryKey: true }),
      tokenKey: new CharField({ dbIndex: true }),
      user: new ForeignKey(User),
      created: new DateTimeField({ autoNowAdd: true }),
      expiry: new DateTimeField({ null: true }),
    }
  }

  /** Makes a token that works for so many seconds, or for ever, and stores its row: the token is not in it. */
  static async createToken(
    user: User,
    ttl: number | null = TOKEN_TTL,
  ): Promise<[authToken: AuthToken, token: string]> {
    return todo('draw a token, store its digest, its first characters, its user and its expiry')
  }

  /** Deletes the user's tokens that have run out: whenever one is looked up, so that nobody has to do it at night. */
  static async deleteExpired(userId: number): Promise<void> {
    for (const authToken of await AuthToken.objects.filter({ userId })) {
      if (authToken.hasExpired) await AuthToken.objects.delete(authToken)
    }
  }

  /** Its time is over; null never is. */
  get hasExpired(): boolean {
    return todo('compare the expiry with what time it is')
  }

  /** What `request.auth` is known by: there is no token to be had from it. */
  get key(): string {
    return this.digest
  }
}

/** The SHA-512 of a token, as 128 hexadecimal digits: quick to make, and nobody finds the token for it. */
export function hashToken(token: string): string {
  return todo('the SHA-512 of the token as hexadecimal digits')
}

/** Compares two digests and takes equally long wherever they differ: the time must not tell how much is right. */
export function compareDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** The moment that is so many seconds away, as a column holds it. */
function after(seconds: number | null): string | null {
  return seconds === null ? null : isoFormat(new Date(now().getTime() + seconds * 1000))
}
