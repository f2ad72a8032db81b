import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import { filterTasks } from '#shared/core/task-filter.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { queryParams } from '#shared/http/query-params.ts'

/**
 * A rule on which rows a request gets to see.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#custom-generic-filtering
 */
export abstract class BaseFilterBackend {
  /** The rows that are left of those given. */
  abstract filterQueryset(
    request: Request,
    queryset: QuerySet<Task>,
    view: GenericView,
  ): QuerySet<Task>
}

/** A filter backend, as views list them. */
export type FilterBackendClass = new () => BaseFilterBackend

/**
 * What the views of one kind of object have in common.
 *
 * https://www.django-rest-framework.org/api-guide/generic-views/#genericapiview
 */
export interface GenericView {
  /** The rows to choose from. */
  getQueryset(): QuerySet<Task>
  /** What chooses among them, in this order. */
  filterBackends: FilterBackendClass[]
  /** Where `search` looks. */
  searchFields: ('title' | 'description')[]
  /** What a client may order by. */
  orderingFields: string[]
  /** The order of those who ask for none. */
  ordering: string[]
}

/** Shows users their own objects only. */
export class IsOwnerFilterBackend extends BaseFilterBackend {
  override filterQueryset(request: Request, queryset: QuerySet<Task>): QuerySet<Task> {
    // TODO: leave only the objects of the user who asks.
    return queryset
  }
}

/** Filters by the parameters `completed`, `created_at__gte` and `created_at__lte`. */
export class DjangoFilterBackend extends BaseFilterBackend {
  override filterQueryset(request: Request, queryset: QuerySet<Task>): QuerySet<Task> {
    return filterTasks(queryParams(request), queryset)
  }
}

/**
 * Finds rows by the words of the parameter `search`.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#searchfilter
 */
export class SearchFilter extends BaseFilterBackend {
  readonly searchParam = 'search'

  /** The words, which are separated by white space and commas, each once. */
  getSearchTerms(request: Request): string[] {
    const text = (queryParams(request).get(this.searchParam) ?? '').replaceAll('\0', '')
    return [...new Set(text.split(/[\s,]+/))].filter((word) => word !== '')
  }

  /** The rows in which each word stands in one field or another, in capitals or small letters. */
  override filterQueryset(
    request: Request,
    queryset: QuerySet<Task>,
    { searchFields }: GenericView,
  ): QuerySet<Task> {
    // TODO: leave only the tasks in which every word stands in one of the fields.
    return queryset
  }
}

/**
 * Orders rows by the names in the parameter `ordering`, or as the view says.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#orderingfilter
 */
export class OrderingFilter extends BaseFilterBackend {
  readonly orderingParam = 'ordering'

  /** The names that were asked for and that the view allows; `-` before one turns its order round. */
  removeInvalidFields(names: string[], { orderingFields }: GenericView): string[] {
    // TODO: leave only the names that the view allows.
    return []
  }

  override filterQueryset(
    request: Request,
    queryset: QuerySet<Task>,
    view: GenericView,
  ): QuerySet<Task> {
    const asked = (queryParams(request).get(this.orderingParam) ?? '').split(',')
    const names = asked.map((name) => name.trim())
    const allowed = this.removeInvalidFields(names, view)
    const ordering = allowed.length > 0 ? allowed : view.ordering
    return queryset.orderBy(...ordering.map((name) => name.replace('created_at', 'createdAt')))
  }
}
