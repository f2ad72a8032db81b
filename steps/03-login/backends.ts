import { checkPassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { todo } from '#shared/todo.ts'

/** Finds the active user with this username and password, or returns undefined. */
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  return todo('find the active user with this username and password')
}
