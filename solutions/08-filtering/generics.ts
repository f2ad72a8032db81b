import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { checkObjectPermissions } from '../06-is-owner/generics.ts'
import type { GenericView } from './filters.ts'

/** The rows that every filter backend of the view leaves to this request. */
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

/** Finds the object that the URL names among those that this request gets to see: else 404. */
export async function getObject(request: Request, view: GenericView): Promise<Task> {
  const queryset = view.getQueryset().filter({ id: idOf(request) })
  const task = await filterQueryset(request, queryset, view).first()
  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
  return task
}

/** The number in the URL; 0, which no row has, for what is no number or larger than a row can have. */
function idOf({ params }: Request): number {
  const id = Number(/^\d+$/.test(String(params.id)) ? params.id : 0)
  return Number.isSafeInteger(id) ? id : 0
}
