import { User } from '#shared/auth/user.ts'
import { postSave, type Receiver } from '#shared/db/signals.ts'
import { Token } from '../01-token-model/models.ts'

/** Creates a token for every new user. It is called after every save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  if (created) await Token.objects.create({ user: instance })
}

/** Connects the receivers. It is called once, when the app is created. */
export function ready(): void {
  postSave.connect(User, createAuthToken)
}
