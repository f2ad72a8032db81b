import { randomBytes } from 'node:crypto'
import { User } from '#shared/auth/user.ts'
import { CharField, DateTimeField, OneToOneField } from '#shared/db/fields.ts'
import { Manager } from '#shared/db/manager.ts'
import { Model, type ModelFields } from '#shared/db/model.ts'

/** A key that stands for one user: a request with the key is a request from that user. */
export class Token extends Model {
  static override readonly table = 'authtoken_token'
  static readonly objects = new Manager(Token)

  declare readonly key: string
  declare readonly userId: number
  declare readonly created: string
  /** Present if it was read with `selectRelated('user')`. */
  declare readonly user?: User

  /** Declares the columns: the key, its user, and when it was created. */
  static override fields(): ModelFields {
    return {
      key: new CharField({ primaryKey: true, default: () => Token.generateKey() }),
      user: new OneToOneField(User),
      created: new DateTimeField({ autoNowAdd: true }),
    }
  }

  /** Makes a key that cannot be guessed: 40 hexadecimal digits. */
  static generateKey(): string {
    return randomBytes(20).toString('hex')
  }
}
