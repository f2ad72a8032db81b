import { Task } from '#shared/core/task.ts'
import { taskFields, taskToRepresentation } from '#shared/core/task-serializer.ts'
import { validate } from '#shared/serializers/serializer.ts'
import { apiView } from '../04-default-permission/api-view.ts'
import { IsAuthenticated } from '../04-default-permission/is-authenticated.ts'
import { IsOwner } from './is-owner.ts'

/** All tasks, and a new one. No single object is at hand, so no object permission is asked. */
export const taskList = apiView({
  name: 'Task List',
  permissionClasses: [IsAuthenticated, IsOwner],
  async get(_request, response) {
    const tasks = await Task.objects.all()
    response.json(tasks.map(taskToRepresentation))
  },
  async post(request, response) {
    const values = await validate(taskFields, await request.data())
    const task = await Task.objects.create({ ...values, owner: request.user })
    response.status(201).json(taskToRepresentation(task))
  },
})
