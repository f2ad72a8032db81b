import { BooleanField, CharField } from '../serializers/fields.ts'
import type { Task } from './task.ts'

/** What a client may send of a task; whose it is, and since when, is not for the client to say. */
export const taskFields = {
  title: new CharField({ maxLength: 200 }),
  description: new CharField({ required: false, allowBlank: true }),
  completed: new BooleanField(),
}

/** What a client sees of a task. */
export function taskToRepresentation(task: Task) {
  return {
    id: task.id,
    title: task.title,
    description: task.description,
    completed: task.completed,
    owner: task.ownerId,
    created_at: task.createdAt,
  }
}
