import { Task } from '#shared/core/task.ts'
import { isoFormat } from '#shared/db/iso-format.ts'
import { findUser, type Hook, type NewTask } from './hook.ts'

const START = '2026-01-01T00:00:00Z'

/** The operations about tasks. */
export const taskHooks: Record<string, Hook> = {
  /** Creates the listed tasks, or a number of tasks, each `every` seconds after the previous one. */
  async create_tasks({ user: username, tasks, count = 0, start = START, every = 60 }) {
    const owner = await findUser(username)
    const numbered: NewTask[] = Array.from({ length: count }, (_, at) => {
      return { title: `Task ${at + 1}`, completed: (at + 1) % 3 === 0 }
    })
    const rows = (tasks ?? numbered).map(({ created_at: createdAt, ...values }, at) => {
      const moment = createdAt
        ? new Date(createdAt)
        : new Date(Date.parse(start) + at * every * 1000)
      return { ...values, owner, createdAt: isoFormat(moment) }
    })
    return { ids: (await Task.objects.bulkCreate(rows)).map(({ id }) => id) }
  },

  async delete_task({ id = 0 }) {
    await Task.objects.delete({ id })
    return { tasks: await Task.objects.count() }
  },
}
