import { postSave } from '#shared/post-save.ts'
import { User } from '#shared/user.ts'
import { createAuthToken } from './create-auth-token.ts'

/** Connects the receivers; called once, when the app is made. */
export function ready(): void {
  // TODO: have createAuthToken called after each save of a User.
}
