import type { Request } from 'express'
import { Task } from '#shared/core/task.ts'
import { NotFound } from '#shared/exceptions.ts'
import { checkObjectPermissions } from './check-object-permissions.ts'

/** Finds the task that the URL names, or 404, for those who may touch it. */
export async function getTask(request: Request): Promise<Task> {
  const id = /^\d+$/.test(String(request.params.id)) ? Number(request.params.id) : 0
  const task = await Task.objects.find({ id })
  if (!task) throw new NotFound()
  // TODO: ask whether this request may touch this task.
  return task
}
