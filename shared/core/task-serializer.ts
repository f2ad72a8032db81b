import { BooleanField, CharField } from '../serializers/fields.ts'
import type { Task } from './task.ts'

/** The fields of a task that a client can send. The owner and the creation time are not among them. */
export const taskFields = {
  title: new CharField({ maxLength: 200 }),
  description: new CharField({ required: false, allowBlank: true }),
  completed: new BooleanField(),
}

/** The JSON of a task. */
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
