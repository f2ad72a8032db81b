import { taskToRepresentation } from '#shared/core/task-serializer.ts'
import type { Handler } from '#shared/http/dispatch.ts'
import type { View } from '../04-default-permission/views.ts'
import { type GenericView, IsOwnerFilterBackend } from '../08-filtering/filters.ts'
import { filterQueryset } from '../08-filtering/generics.ts'
import { taskList, taskView } from '../08-filtering/views.ts'
import { CursorPagination } from './cursor-pagination.ts'
import { LimitOffsetPagination } from './limit-offset-pagination.ts'
import { PageNumberPagination, type PaginationClass } from './pagination.ts'

/** Returns a part of the list: the rows that the filters leave are paginated. */
function list(view: GenericView, Pagination: PaginationClass): Handler {
  return async (request, response) => {
    const queryset = filterQueryset(request, view.getQueryset(), view)
    const paginator = new Pagination()
    const page = await paginator.paginateQueryset(queryset, request)
    const data = (page ?? (await queryset.all())).map(taskToRepresentation)
    response.json(page ? paginator.getPaginatedResponse(data) : data)
  }
}

/** The tasks that the filters leave, page by page, and a new task. */
export const taskPages: View = { ...taskList, get: list(taskView, PageNumberPagination) }

const ownTasks: GenericView = { ...taskView, filterBackends: [IsOwnerFilterBackend] }

/** The user's tasks, newest first, by cursor: for a client that scrolls. */
export const taskFeed: View = { name: 'Feed', get: list(ownTasks, CursorPagination) }

/** The user's tasks by limit and offset. */
export const taskWindow: View = { name: 'Window', get: list(ownTasks, LimitOffsetPagination) }
