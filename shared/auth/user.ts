import { createHmac } from 'node:crypto'
import { AutoField, BooleanField, CharField, DateTimeField } from '../db/fields.ts'
import { Manager } from '../db/manager.ts'
import { Model, type ModelFields } from '../db/model.ts'
import { makePassword } from './hashers.ts'

/** In code points. A JavaScript character holds at least half of one. */
export const USERNAME_MAX_LENGTH = 150

/** The values for a new user. */
export interface NewUser {
  username: string
  password: string
  email?: string
}

/** Creates users with hashed passwords. */
class UserManager extends Manager<User> {
  /** Stores a new user. The domain of the email address is converted to lower case. */
  createUser(user: NewUser): Promise<User> {
    return this.#create(user, false)
  }

  /** Stores a new user who is staff. */
  createSuperuser(user: NewUser): Promise<User> {
    return this.#create(user, true)
  }

  async #create({ username, password, email = '' }: NewUser, isStaff: boolean): Promise<User> {
    return this.create({
      username: User.normalizeUsername(username),
      email: email.replace(/@[^@]*$/, (domain) => domain.toLowerCase()),
      password: await makePassword(password),
      isStaff,
    })
  }
}

/**
 * A user with an account.
 *
 * https://docs.djangoproject.com/en/stable/ref/contrib/auth/#user-model
 */
export class User extends Model {
  static override readonly table = 'auth_user'
  static readonly objects = new UserManager(User)

  declare readonly id: number
  declare readonly username: string
  declare readonly email: string
  /** The hash; it must never leave the server. */
  declare readonly password: string
  declare readonly isStaff: boolean
  declare readonly isActive: boolean
  declare readonly dateJoined: string

  static override fields(): ModelFields {
    return {
      id: new AutoField(),
      username: new CharField({ unique: true }),
      email: new CharField({ default: () => '' }),
      password: new CharField(),
      isStaff: new BooleanField({ default: () => false }),
      isActive: new BooleanField({ default: () => true }),
      dateJoined: new DateTimeField({ autoNowAdd: true }),
    }
  }

  /** Normalizes characters that look the same, so that `ａlice` and `alice` are one username. */
  static normalizeUsername(username: string): string {
    // The time for a run of accents grows with the square of its length: 2.6 MB take minutes.
    return username.length > 2 * USERNAME_MAX_LENGTH ? username : username.normalize('NFKC')
  }

  /** Changes with the password, so that the sessions from before end. */
  getSessionAuthHash(): string {
    return createHmac('sha256', 'session of a user').update(this.password).digest('hex')
  }

  /** True for every user. It is false for the `AnonymousUser`. */
  get isAuthenticated(): true {
    return true
  }
}
