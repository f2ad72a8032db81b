import type { Receiver } from '#shared/post-save.ts'
import type { User } from '#shared/user.ts'
import { Token } from '../01-token-model/token.ts'

/** Gives every new user a token; called after each save of a user. */
export const createAuthToken: Receiver<User> = async ({ instance, created }) => {
  if (created) await Token.objects.create({ user: instance })
}
