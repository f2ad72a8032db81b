import { checkPassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'

/** Finds the active user with this username and password, or returns undefined. */
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  const user = await User.objects.find({ username })
  // Without a user it does the same work: the time must not reveal which usernames exist.
  const matches = await checkPassword(password, user?.password)
  return matches && user?.isActive ? user : undefined
}
