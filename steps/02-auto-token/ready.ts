import { User } from '#shared/auth/user.ts'
import { postSave } from '#shared/db/signals.ts'
import { createAuthToken } from './create-auth-token.ts'

/** Connects the receivers; called once, when the app is made. */
export function ready(): void {
  // TODO: have createAuthToken called after each save of a User.
}
