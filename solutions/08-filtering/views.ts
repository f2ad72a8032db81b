import { Task } from '#shared/core/task.ts'
import { taskFields, taskToRepresentation } from '#shared/core/task-serializer.ts'
import { QuerySet } from '#shared/db/query-set.ts'
import { validate, validatePartial } from '#shared/serializers/serializer.ts'
import type { View } from '../04-default-permission/views.ts'
import * as v1 from '../06-is-owner/views.ts'
import {
  DjangoFilterBackend,
  type GenericView,
  IsOwnerFilterBackend,
  OrderingFilter,
  SearchFilter,
} from './filters.ts'
import { filterQueryset, getObject } from './generics.ts'

/** Which tasks a request can see, and in which order. */
export const taskView: GenericView = {
  getQueryset: () => new QuerySet(Task.objects),
  filterBackends: [IsOwnerFilterBackend, DjangoFilterBackend, SearchFilter, OrderingFilter],
  searchFields: ['title', 'description'],
  orderingFields: ['created_at', 'title', 'id'],
  ordering: ['-created_at', '-id'],
}

/** One task. */
export const taskDetail: View = {
  name: 'Task Instance',
  async get(request, response) {
    response.json(taskToRepresentation(await getObject(request, taskView)))
  },
  async put(request, response) {
    const task = await getObject(request, taskView)
    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))
  },
  async patch(request, response) {
    const task = await getObject(request, taskView)
    const values = await validatePartial(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))
  },
  async delete(request, response) {
    await Task.objects.delete(await getObject(request, taskView))
    response.status(204).end()
  },
}

/** The tasks that the filters leave, and a new task. */
export const taskList: View = {
  ...v1.taskList,
  async get(request, response) {
    const tasks = await filterQueryset(request, taskView.getQueryset(), taskView).all()
    response.json(tasks.map(taskToRepresentation))
  },
}
