import { expectAnswer, hook } from './client.ts'
import type { Answer } from './exchange.ts'
import type { NewTask } from './hook.ts'
import type { Person } from './people.ts'
import { A_MOMENT, AN_ID } from './value-like.ts'

/** Creates tasks of a person, a minute apart, and returns their JSON. */
export async function newTasks({ username }: Person, ...tasks: NewTask[]) {
  const answer = await hook({ op: 'create_tasks', user: username, tasks })
  expectAnswer(answer, { status: 200 })
  const { ids } = answer.body as { ids: number[] }
  return tasks.map(({ title, description = '', completed = false }, at) => {
    const id = ids[at] as number
    return { id, title, description, completed, owner: AN_ID, created_at: A_MOMENT }
  })
}

/** Fails the check unless the response lists these tasks in this order, as a list or on one page. */
export function expectList(answer: Answer, results: unknown[]): void {
  const page = { count: results.length, next: null, previous: null, results }
  expectAnswer(
    answer,
    { status: 200, body: results, when: 'before step 9' },
    { status: 200, body: page, when: 'from step 9 on, which adds pages' },
  )
}
