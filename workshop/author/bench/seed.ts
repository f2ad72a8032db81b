import { makePassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { Task } from '#shared/core/task.ts'
import { Token } from '../../../solutions/01-token-model/models.ts'
import { PERSON } from './rows.ts'

const TASKS = 20

/**
 * Fills an empty database: half of the records are users, half their tokens. It also creates 20
 * tasks.
 *
 * @returns the token of the user who sends the requests
 */
export async function seed(records: number): Promise<Token> {
  const password = await makePassword(PERSON.password)
  const users = await User.objects.bulkCreate(
    Array.from({ length: records / 2 }, (_, n) => ({
      username: n === 0 ? PERSON.username : `user${n}`,
      password,
    })),
  )
  const tokens = await Token.objects.bulkCreate(users.map((user) => ({ user })))
  const [owner] = users as [User]
  await Task.objects.bulkCreate(
    Array.from({ length: TASKS }, (_, n) => ({ title: `Task ${n}`, owner })),
  )
  return tokens[0] as Token
}
