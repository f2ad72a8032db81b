import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { absoluteUrl, removeQueryParam, replaceQueryParam } from '#shared/http/query-links.ts'
import { queryParams } from '#shared/http/query-params.ts'

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
    const asked = positiveInt(queryParams(request).get(this.pageSizeQueryParam))
    return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize
  }

  override async paginateQueryset(
    queryset: QuerySet<Task>,
    request: Request,
  ): Promise<Task[] | null> {
    const size = this.getPageSize(request)
    const count = await queryset.count()
    const pages = Math.max(1, Math.ceil(count / size))
    const asked = queryParams(request).get(this.pageQueryParam) ?? '1'
    const number = asked === 'last' ? pages : positiveInt(asked)
    if (number < 1 || number > pages) throw new NotFound('Invalid page.')
    this.page = { number, pages, count, url: absoluteUrl(request) }
    return queryset.slice((number - 1) * size, number * size)
  }

  /** The URL of the next page, or null on the last page. */
  getNextLink(): string | null {
    const { number, pages, url } = this.page
    return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null
  }

  /** The URL of the previous page, or null on the first page. */
  getPreviousLink(): string | null {
    const { number, url } = this.page
    if (number <= 1) return null
    if (number === 2) return removeQueryParam(url, this.pageQueryParam)
    return replaceQueryParam(url, this.pageQueryParam, number - 1)
  }

  override getPaginatedResponse(results: object[]): object {
    const { count } = this.page
    return { count, next: this.getNextLink(), previous: this.getPreviousLink(), results }
  }
}
