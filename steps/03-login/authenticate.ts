import { checkPassword } from '#shared/hashers.ts'
import { todo } from '#shared/todo.ts'
import { User } from '#shared/user.ts'

/** Finds the active user to whom the name and the password belong, or nobody. */
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  return todo('find the active user to whom this name and password belong')
}
