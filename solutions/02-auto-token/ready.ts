import { postSave } from '#shared/post-save.ts'
import { User } from '#shared/user.ts'
import { createAuthToken } from './create-auth-token.ts'

/** Connects the receivers; called once, when the app is made. */
export function ready(): void {
  postSave.connect(User, createAuthToken)
}
