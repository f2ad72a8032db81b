import { User } from '#shared/auth/user.ts'
import { postSave, type Receiver } from '#shared/db/signals.ts'
import { todo } from '#shared/todo.ts'
import { Token } from '../01-token-model/models.ts'

/** Creates a token for every new user. It is called after every save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  todo('create a token if the user is new')
}

/** Connects the receivers. It is called once, when the app is created. */
export function ready(): void {
  // TODO: connect createAuthToken, so that it is called after every save of a User.
}
