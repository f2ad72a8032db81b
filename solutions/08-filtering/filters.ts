import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import { filterTasks } from '#shared/core/task-filter.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { queryParams } from '#shared/http/query-params.ts'

/**
 * A rule on which rows a request can see.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#custom-generic-filtering
 */
export abstract class BaseFilterBackend {
  /** Returns the rows that are left of `queryset`. */
  abstract filterQueryset(
    request: Request,
    queryset: QuerySet<Task>,
    view: GenericView,
  ): QuerySet<Task>
}

/** A filter backend, as views list them. */
export type FilterBackendClass = new () => BaseFilterBackend

/**
 * The settings that the views of one model share.
 *
 * https://www.django-rest-framework.org/api-guide/generic-views/#genericapiview
 */
export interface GenericView {
  /** The rows to filter. */
  getQueryset(): QuerySet<Task>
  /** The filter backends, in this order. */
  filterBackends: FilterBackendClass[]
  /** The fields that `search` looks in. */
  searchFields: ('title' | 'description')[]
  /** The fields that a client can order by. */
  orderingFields: string[]
  /** The default order. */
  ordering: string[]
}

/** Keeps only the objects that the user owns. */
export class IsOwnerFilterBackend extends BaseFilterBackend {
  override filterQueryset(request: Request, queryset: QuerySet<Task>): QuerySet<Task> {
    return queryset.filter({ owner: request.user })
  }
}

/** Filters by the parameters `completed`, `created_at__gte` and `created_at__lte`. */
export class DjangoFilterBackend extends BaseFilterBackend {
  override filterQueryset(request: Request, queryset: QuerySet<Task>): QuerySet<Task> {
    return filterTasks(queryParams(request), queryset)
  }
}

/**
 * Finds rows by the words in the parameter `search`.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#searchfilter
 */
export class SearchFilter extends BaseFilterBackend {
  readonly searchParam = 'search'

  /** The words, separated by white space or commas, without duplicates. */
  getSearchTerms(request: Request): string[] {
    const text = (queryParams(request).get(this.searchParam) ?? '').replaceAll('\0', '')
    return [...new Set(text.split(/[\s,]+/))].filter((word) => word !== '')
  }

  /** The rows that contain every word, each in at least one field, in any case. */
  override filterQueryset(
    request: Request,
    queryset: QuerySet<Task>,
    { searchFields }: GenericView,
  ): QuerySet<Task> {
    let found = queryset
    for (const term of this.getSearchTerms(request)) {
      const lookups = searchFields.map((field) => [`${field}__icontains`, term])
      found = found.filterAny(Object.fromEntries(lookups))
    }
    return found
  }
}

/**
 * Orders rows by the names in the parameter `ordering`, or in the default order of the view.
 *
 * https://www.django-rest-framework.org/api-guide/filtering/#orderingfilter
 */
export class OrderingFilter extends BaseFilterBackend {
  readonly orderingParam = 'ordering'

  /** The requested names that the view allows. A `-` before a name means descending. */
  removeInvalidFields(names: string[], { orderingFields }: GenericView): string[] {
    return names.filter((name) => orderingFields.includes(name.replace(/^-/, '')))
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
