import type { Request } from 'express'
import { Task } from '#shared/core/task.ts'
import { NotFound } from '#shared/exceptions.ts'
import { permissionDenied } from '../04-default-permission/views.ts'

/** Throws unless every permission class of the view allows this request for this object. */
export function checkObjectPermissions(request: Request, object: object): void {
  // Only true allows, as in checkPermissions.
  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }
  }
}

/** Finds the task in the URL and checks its permissions. Throws 404, 401 or 403 otherwise. */
export async function getTask(request: Request): Promise<Task> {
  const id = /^\d+$/.test(String(request.params.id)) ? Number(request.params.id) : 0
  const task = await Task.objects.find({ id })
  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
  return task
}
