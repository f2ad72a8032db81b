import { User } from '#shared/auth/user.ts'
import { postSave, type Receiver } from '#shared/db/signals.ts'
import { todo } from '#shared/todo.ts'
import { Token } from '../01-token-model/models.ts'

/** Gives every new user a token; called after each save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  todo('give a new user, and only a new one, a token')
}

/** Connects the receivers; called once, when the app is made. */
export function ready(): void {
  // TODO: have createAuthToken called after each save of a User.
}
