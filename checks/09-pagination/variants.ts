import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'handles `last` in an if',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: `let number = positiveInt(asked)
    if (asked === 'last') number = pages`,
  },
  {
    name: 'writes the size in two steps',
    buys: 'Each case has its own line: no valid size, a size that is too large, and any other size.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: `if (asked === 0) return this.pageSize
    return asked > this.maxPageSize ? this.maxPageSize : asked`,
  },
  {
    name: 'slices the rows in memory',
    buys: 'It needs only `all` of the query set. It reads every row of the list to show twenty, so it is only for short lists.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: '(await queryset.all()).slice((number - 1) * size, number * size)',
  },
  {
    name: 'checks for the last page first',
    file: '09-pagination/pagination.ts',
    find: 'return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null',
    replace: `if (number === pages) return null
    return replaceQueryParam(url, this.pageQueryParam, number + 1)`,
  },
  {
    name: 'compares the number of the previous page',
    file: '09-pagination/pagination.ts',
    find: `    if (number <= 1) return null
    if (number === 2) return removeQueryParam(url, this.pageQueryParam)
    return replaceQueryParam(url, this.pageQueryParam, number - 1)`,
    replace: `    if (number === 1) return null
    const before = number - 1
    return before === 1
      ? removeQueryParam(url, this.pageQueryParam)
      : replaceQueryParam(url, this.pageQueryParam, before)`,
  },
]
