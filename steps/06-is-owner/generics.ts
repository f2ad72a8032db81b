import type { Request } from 'express'
import { Task } from '#shared/core/task.ts'
import { NotFound } from '#shared/exceptions.ts'
import { permissionDenied } from '../04-default-permission/views.ts'

/** Throws unless every permission class of the view allows this request for this object. */
export function checkObjectPermissions(request: Request, object: object): void {
  // TODO: call permissionDenied unless every class returns true for this object.
}

/** Finds the task in the URL and checks its permissions. Throws 404, 401 or 403 otherwise. */
export async function getTask(request: Request): Promise<Task> {
  const id = /^\d+$/.test(String(request.params.id)) ? Number(request.params.id) : 0
  const task = await Task.objects.find({ id })
  if (!task) throw new NotFound()
  // TODO: check the object permissions for this task.
  return task
}
