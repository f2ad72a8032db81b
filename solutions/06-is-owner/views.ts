import { Task } from '#shared/core/task.ts'
import { taskFields, taskToRepresentation } from '#shared/core/task-serializer.ts'
import { validate, validatePartial } from '#shared/serializers/serializer.ts'
import type { View } from '../04-default-permission/views.ts'
import { getTask } from './generics.ts'

/** One task. */
export const taskDetail: View = {
  name: 'Task Instance',
  async get(request, response) {
    response.json(taskToRepresentation(await getTask(request)))
  },
  async put(request, response) {
    // The task first, then the body: a 400 must not reveal to another user that the task exists.
    const task = await getTask(request)
    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))
  },
  async patch(request, response) {
    const task = await getTask(request)
    const values = await validatePartial(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))
  },
  async delete(request, response) {
    await Task.objects.delete(await getTask(request))
    response.status(204).end()
  },
}

/** The list of tasks, and a new task. There is no single object, so no object permission. */
export const taskList: View = {
  name: 'Task List',
  async get(_request, response) {
    const tasks = await Task.objects.all()
    response.json(tasks.map(taskToRepresentation))
  },
  async post(request, response) {
    const values = await validate(taskFields, await request.data())
    // The owner is the user of the request, whatever the body says.
    const task = await Task.objects.create({ ...values, owner: request.user })
    response.status(201).json(taskToRepresentation(task))
  },
}
