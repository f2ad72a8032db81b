import { User } from '#shared/auth/user.ts'
import { postSave, type Receiver } from '#shared/db/signals.ts'
import { Token } from '../01-token-model/models.ts'

/** Gives every new user a token; called after each save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  if (created) await Token.objects.create({ user: instance })
}

/** Connects the receivers; called once, when the app is made. */
export function ready(): void {
  postSave.connect(User, createAuthToken)
}
