import { checkPassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { todo } from '#shared/todo.ts'

/** Finds the active user to whom the name and the password belong, or nobody. */
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  return todo('find the active user to whom this name and password belong')
}
