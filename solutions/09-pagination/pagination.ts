import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { absoluteUrl, removeQueryParam, replaceQueryParam } from '#shared/http/query-links.ts'
import { queryParams } from '#shared/http/query-params.ts'

/**
 * A way to answer with a part of a list.
 *
 * https://www.django-rest-framework.org/api-guide/pagination/#custom-pagination-styles
 */
export abstract class BasePagination {
  /** The rows of the part that the request asks for; null when the list is not paginated. */
  abstract paginateQueryset(queryset: QuerySet<Task>, request: Request): Promise<Task[] | null>

  /** The answer: the rows, already as a client sees them, and where the other parts are. */
  abstract getPaginatedResponse(data: object[]): object
}

/** A pagination class, as views name them. */
export type PaginationClass = new () => BasePagination

/** A whole number as DRF reads one from a query; 0 for anything else. */
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
  /** Where we are, once paginateQueryset has looked. */
  page = { number: 1, pages: 1, count: 0, url: '' }

  /** How many rows a page has: what was asked for if it is a number, 100 at most, else 20. */
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

  /** The address of the next page, or null on the last. */
  getNextLink(): string | null {
    const { number, pages, url } = this.page
    return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null
  }

  /** The address of the page before, or null on the first. */
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
