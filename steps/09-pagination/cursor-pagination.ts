import type { Request } from 'express'
import { parseMoment } from '#shared/core/moment.ts'
import type { Task } from '#shared/core/task.ts'
import type { QuerySet } from '#shared/db/query-set.ts'
import { NotFound } from '#shared/exceptions.ts'
import { absoluteUrl, replaceQueryParam, urlencode } from '#shared/http/query-links.ts'
import { queryParams } from '#shared/http/query-params.ts'
import { BasePagination, PageNumberPagination, positiveInt } from './pagination.ts'

/** A position in the list: a time, how many rows to skip after it, and the direction. */
interface Cursor {
  offset: number
  reverse: boolean
  position: string | undefined
}

/** The largest offset: the database reads every row that an offset skips. */
const OFFSET_CUTOFF = 1000
const START: Cursor = { offset: 0, reverse: false, position: undefined }

/**
 * Pages that stay the same when newer rows come and go: `?cursor=…`. Nothing to write here.
 *
 * https://www.django-rest-framework.org/api-guide/pagination/#cursorpagination
 */
export class CursorPagination extends BasePagination {
  #size = 0
  #url = ''
  #cursor = START
  #page: Task[] = []
  /** The positions for the next and the previous link. Without a position there is no link. */
  #next: { position: string | undefined } | undefined
  #previous: { position: string | undefined } | undefined

  override async paginateQueryset(queryset: QuerySet<Task>, request: Request): Promise<Task[]> {
    this.#size = new PageNumberPagination().getPageSize(request)
    this.#url = absoluteUrl(request)
    this.#cursor = decodeCursor(queryParams(request).get('cursor'))
    const { offset, reverse, position } = this.#cursor
    const rows = await beyond(position, reverse, queryset)
      .orderBy(reverse ? 'createdAt' : '-createdAt')
      .slice(offset, offset + this.#size + 1)
    this.#page = rows.slice(0, this.#size)
    const extra = rows[this.#size]
    const following = extra && { position: positionOf(extra) }
    const current = position !== undefined || offset > 0 ? { position } : undefined
    if (reverse) this.#page.reverse()
    this.#next = reverse ? current : following
    this.#previous = reverse ? following : current
    return this.#page
  }

  override getPaginatedResponse(results: object[]): object {
    const { reverse } = this.#cursor
    const next = this.#link(false, this.#page.toReversed(), this.#next, this.#previous, reverse)
    const previous = this.#link(true, this.#page, this.#previous, this.#next, !reverse)
    return { next, previous, results }
  }

  /**
   * The URL of the rows on one side of the page.
   *
   * @param rows the rows of the page, the nearest to that side first
   * @param turned whether the page was read in the other direction
   */
  #link(
    reverse: boolean,
    rows: Task[],
    here: { position: string | undefined } | undefined,
    there: { position: string | undefined } | undefined,
    turned: boolean,
  ): string | null {
    if (!here) return null
    const { offset } = this.#cursor
    const [nearest] = rows
    const compare = nearest && turned && offset !== 0 ? positionOf(nearest) : here.position
    // The time does not distinguish rows of the same time, so these are skipped by number.
    const same = rows.findIndex((row) => positionOf(row) !== compare)
    const unique = rows[same]
    if (unique) return this.#encode({ offset: same, reverse, position: positionOf(unique) })
    if (!nearest) return this.#encode({ offset: 0, reverse, position: here.position })
    if (!there) return this.#encode({ offset: this.#size, reverse, position: undefined })
    return this.#encode({
      offset: turned ? 0 : offset + this.#size,
      reverse,
      position: there.position,
    })
  }

  #encode({ offset, reverse, position }: Cursor): string {
    const query: [string, string][] = []
    if (offset !== 0) query.push(['o', String(offset)])
    if (reverse) query.push(['r', '1'])
    if (position !== undefined) query.push(['p', position])
    const cursor = Buffer.from(urlencode(query)).toString('base64')
    return replaceQueryParam(this.#url, 'cursor', cursor)
  }
}

/** The rows after the position, in the direction of the cursor. */
function beyond(position: string | undefined, reverse: boolean, queryset: QuerySet<Task>) {
  if (position === undefined) return queryset
  // A date without a time is the beginning of that day, as in Django.
  const moment = parseMoment(position) ?? parseMoment(`${position}T00:00`)
  // The client can change the cursor, so an invalid time is an invalid cursor.
  if (moment === undefined) throw new NotFound('Invalid cursor')
  return queryset.filter(reverse ? { createdAt__gt: moment } : { createdAt__lt: moment })
}

/** The creation time of a task as Python writes it: `2026-01-01 00:42:00+00:00`. */
function positionOf({ createdAt }: Task): string {
  return createdAt.replace('T', ' ').replace('Z', '+00:00')
}

/** Decodes Base64 as Python does: skips other characters, and ends at complete padding. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|$)/

function decodeCursor(cursor: string | null): Cursor {
  if (cursor === null) return START
  const [encoded] = BASE64.exec(cursor.replace(/[^A-Za-z0-9+/=]|^=+/g, '')) ?? []
  const isEncoded = encoded !== undefined && Buffer.byteLength(cursor) === cursor.length
  if (!isEncoded) throw new NotFound('Invalid cursor')
  const bytes = Buffer.from(encoded, 'base64')
  const isAscii = bytes.every((byte) => byte < 0x80)
  const query = new URLSearchParams(bytes.toString('latin1'))
  const offset = query.get('o') ?? '0'
  const reverse = query.get('r') ?? '0'
  const isValid = isAscii && /^\d+$/.test(offset) && /^-?\d+$/.test(reverse)
  if (!isValid) throw new NotFound('Invalid cursor')
  return {
    offset: Math.min(positiveInt(offset), OFFSET_CUTOFF),
    reverse: Number(reverse) !== 0,
    position: query.get('p') ?? undefined,
  }
}
