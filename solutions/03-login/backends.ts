import { checkPassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'

/** Finds the active user to whom the name and the password belong, or nobody. */
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  const user = await User.objects.find({ username })
  // Without a user it does the same work: the time of a refusal must not tell who has an account.
  const matches = await checkPassword(password, user?.password)
  return matches && user?.isActive ? user : undefined
}
