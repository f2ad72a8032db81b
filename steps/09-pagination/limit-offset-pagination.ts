import type { Request } from 'express'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { absoluteUrl, removeQueryParam, replaceQueryParam } from '#shared/http/query-links.ts'
import { queryParams } from '#shared/http/query-params.ts'
import { BasePagination, positiveInt } from './pagination.ts'

/**
 * A part of a list: `?limit=20&offset=40`. Nothing to write here.
 *
 * https://www.django-rest-framework.org/api-guide/pagination/#limitoffsetpagination
 */
export class LimitOffsetPagination extends BasePagination {
  readonly defaultLimit = 20
  readonly maxLimit = 100
  #window = { limit: 0, offset: 0, count: 0, url: '' }

  override async paginateQueryset(queryset: QuerySet<Task>, request: Request): Promise<Task[]> {
    const query = queryParams(request)
    const limit = Math.min(positiveInt(query.get('limit')) || this.defaultLimit, this.maxLimit)
    // A larger number would be written with an exponent, and its link would lead to the first tasks.
    const offset = Math.min(positiveInt(query.get('offset')), Number.MAX_SAFE_INTEGER)
    const count = await queryset.count()
    this.#window = { limit, offset, count, url: absoluteUrl(request) }
    return queryset.slice(offset, offset + limit)
  }

  override getPaginatedResponse(results: object[]): object {
    const { limit, offset, count, url } = this.#window
    const [behind, before] = [offset + limit, offset - limit]
    const next = behind < count ? this.#link(behind) : null
    const first = removeQueryParam(replaceQueryParam(url, 'limit', limit), 'offset')
    const previous = offset > 0 ? (before > 0 ? this.#link(before) : first) : null
    return { count, next, previous, results }
  }

  #link(offset: number): string {
    const { limit, url } = this.#window
    return replaceQueryParam(replaceQueryParam(url, 'limit', limit), 'offset', offset)
  }
}
