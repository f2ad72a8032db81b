import { Task } from '#shared/core/task.ts'
import { taskFields, taskToRepresentation } from '#shared/core/task-serializer.ts'
import { validate, validatePartial } from '#shared/serializers/serializer.ts'
import { todo } from '#shared/todo.ts'
import type { View } from '../04-default-permission/views.ts'
import { getTask } from './generics.ts'

/** One task. */
export const taskDetail: View = {
  name: 'Task Instance',
  async get(request, response) {
    response.json(taskToRepresentation(await getTask(request)))
  },
  async put(request, response) {
    todo('replace the task with what was sent, if this request may touch it')
  },
  async patch(request, response) {
    todo('change what was sent of the task, if this request may touch it')
  },
  async delete(request, response) {
    await Task.objects.delete(await getTask(request))
    response.status(204).end()
  },
}

/** All tasks, and a new one. No single object is at hand, so no object permission is checked. */
export const taskList: View = {
  name: 'Task List',
  async get(_request, response) {
    const tasks = await Task.objects.all()
    response.json(tasks.map(taskToRepresentation))
  },
  async post(request, response) {
    const values = await validate(taskFields, await request.data())
    // The owner is the user who asks, whatever the body says.
    const task = await Task.objects.create({ ...values, owner: request.user })
    response.status(201).json(taskToRepresentation(task))
  },
}
