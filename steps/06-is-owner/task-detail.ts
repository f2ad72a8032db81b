import { Task } from '#shared/core/task.ts'
import { taskFields, taskToRepresentation } from '#shared/core/task-serializer.ts'
import { validate, validatePartial } from '#shared/serializers/serializer.ts'
import { apiView } from '../04-default-permission/api-view.ts'
import { IsAuthenticated } from '../04-default-permission/is-authenticated.ts'
import { getTask } from './get-task.ts'
import { IsOwner } from './is-owner.ts'

/** One task: getTask comes first, so nobody learns anything of a task that is not theirs. */
export const taskDetail = apiView({
  name: 'Task Instance',
  permissionClasses: [IsAuthenticated, IsOwner],
  async get(request, response) {
    response.json(taskToRepresentation(await getTask(request)))
  },
  async put(request, response) {
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
})
