import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { checkObjectPermissions } from '../06-is-owner/generics.ts'
import type { GenericView } from './filters.ts'

/** The rows that all filter backends of the view leave for this request. */
export function filterQueryset(
  request: Request,
  queryset: QuerySet<Task>,
  view: GenericView,
): QuerySet<Task> {
  let filtered = queryset
  for (const Backend of view.filterBackends) {
    filtered = new Backend().filterQueryset(request, filtered, view)
  }
  return filtered
}

/** Finds the object in the URL among the rows that this request can see. Throws 404 otherwise. */
export async function getObject(request: Request, view: GenericView): Promise<Task> {
  const queryset = view.getQueryset().filter({ id: idOf(request) })
  const task = await filterQueryset(request, queryset, view).first()
  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
  return task
}

/** The id in the URL, or 0, which no row has, if it is not a number or too large. */
function idOf({ params }: Request): number {
  const id = Number(/^\d+$/.test(String(params.id)) ? params.id : 0)
  return Number.isSafeInteger(id) ? id : 0
}
