import type { User } from '#shared/auth/user.ts'
import type { Receiver } from '#shared/db/signals.ts'
import { Token } from '../01-token-model/token.ts'

/** Gives every new user a token; called after each save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  if (created) await Token.objects.create({ user: instance })
}
