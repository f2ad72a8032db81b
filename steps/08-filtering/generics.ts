import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { todo } from '#shared/todo.ts'
import { checkObjectPermissions } from '../06-is-owner/generics.ts'
import type { GenericView } from './filters.ts'

/** The rows that all filter backends of the view leave for this request. */
export function filterQueryset(
  request: Request,
  queryset: QuerySet<Task>,
  view: GenericView,
): QuerySet<Task> {
  // TODO: pass each filter backend of the view the result of the previous one.
  return queryset
}

/** Finds the object in the URL among the rows that this request can see. Throws 404 otherwise. */
export async function getObject(request: Request, view: GenericView): Promise<Task> {
  const queryset = view.getQueryset().filter({ id: idOf(request) })
  return todo('find the object among the rows that this request can see, and check it')
}

/** The id in the URL, or 0, which no row has, if it is not a number or too large. */
function idOf({ params }: Request): number {
  const id = Number(/^\d+$/.test(String(params.id)) ? params.id : 0)
  return Number.isSafeInteger(id) ? id : 0
}
