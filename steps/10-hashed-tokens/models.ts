import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { User } from '#shared/auth/user.ts'
import { now } from '#shared/clock.ts'
import { CharField, DateTimeField, ForeignKey } from '#shared/db/fields.ts'
import { isoFormat } from '#shared/db/iso-format.ts'
import { Manager } from '#shared/db/manager.ts'
import { Model, type ModelFields } from '#shared/db/model.ts'
import { todo } from '#shared/todo.ts'
import { TOKEN_KEY_LENGTH, TOKEN_TTL } from './settings.ts'

/** What is stored of a token: enough to verify it, and too little to use it. */
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

  /** Creates a token for `ttl` seconds, or forever. The stored row does not contain the token. */
  static async createToken(
    user: User,
    ttl: number | null = TOKEN_TTL,
  ): Promise<[authToken: AuthToken, token: string]> {
    return todo('create a token, and store its digest, first characters, user and expiry')
  }

  /** Deletes the user's expired tokens. It is called at authentication, so no cron job is needed. */
  static async deleteExpired(userId: number): Promise<void> {
    for (const authToken of await AuthToken.objects.filter({ userId })) {
      if (authToken.hasExpired) await AuthToken.objects.delete(authToken)
    }
  }

  /** Whether the token has expired. Without an expiry, it never does. */
  get hasExpired(): boolean {
    return todo('compare the expiry with the current time')
  }

  /** The key of `request.auth`: the digest, which does not reveal the token. */
  get key(): string {
    return this.digest
  }
}

/** The SHA-512 of a token, as 128 hexadecimal digits: fast, and it does not reveal the token. */
export function hashToken(token: string): string {
  return todo('return the SHA-512 of the token as hexadecimal digits')
}

/** Compares two digests in constant time: the time must not reveal how many characters are right. */
export function compareDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** The time in this many seconds, as a column stores it. */
function after(seconds: number | null): string | null {
  return seconds === null ? null : isoFormat(new Date(now().getTime() + seconds * 1000))
}
