import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { absoluteUrl, removeQueryParam, replaceQueryParam } from '#shared/http/query-links.ts'
import { queryParams } from '#shared/http/query-params.ts'
import { todo } from '#shared/todo.ts'

/**
 * A way to return a part of a list.
 *
 * https://www.django-rest-framework.org/api-guide/pagination/#custom-pagination-styles
 */
export abstract class BasePagination {
  /** Returns the rows of the requested part, or null if the list is not paginated. */
  abstract paginateQueryset(queryset: QuerySet<Task>, request: Request): Promise<Task[] | null>

  /** Returns the body of the response: the serialized rows, and links to the other parts. */
  abstract getPaginatedResponse(data: object[]): object
}

/** A pagination class, as views name them. */
export type PaginationClass = new () => BasePagination

/** Reads a whole number from a query as DRF does. Returns 0 for anything else. */
export function positiveInt(text: string | null): number {
  return /^\d+$/.test(text ?? '') ? Number(text) : 0
}

/**
 * Pages with numbers: `?page=2&page_size=50`.
 *
 * https://www.django-rest-framework.org/api-guide/pagination/#pagenumberpagination
 */
export class PageNumberPagination extends BasePagination {
  readonly pageSize = 20
  readonly maxPageSize = 100
  readonly pageQueryParam = 'page'
  readonly pageSizeQueryParam = 'page_size'
  /** The current page, set by paginateQueryset. */
  page = { number: 1, pages: 1, count: 0, url: '' }

  /** The number of rows in a page: the requested number, at most 100, or 20 by default. */
  getPageSize(request: Request): number {
    return todo('return the requested page size, within the limits')
  }

  override async paginateQueryset(
    queryset: QuerySet<Task>,
    request: Request,
  ): Promise<Task[] | null> {
    // TODO: find the requested page, store it in this.page, and return its rows.
    return null
  }

  /** The URL of the next page, or null on the last page. */
  getNextLink(): string | null {
    return todo('return the URL of the next page, if there is one')
  }

  /** The URL of the previous page, or null on the first page. */
  getPreviousLink(): string | null {
    return todo('return the URL of the previous page, if there is one')
  }

  override getPaginatedResponse(results: object[]): object {
    const { count } = this.page
    return { count, next: this.getNextLink(), previous: this.getPreviousLink(), results }
  }
}
