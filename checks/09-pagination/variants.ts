import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'asks whether the number is there',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: `let number = positiveInt(asked)
    if (asked === 'last') number = pages`,
  },
  {
    name: 'writes the size in two steps',
    buys: 'Each case has a line of its own: nothing was asked, or too much, or something in between.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: `if (asked === 0) return this.pageSize
    return asked > this.maxPageSize ? this.maxPageSize : asked`,
  },
  {
    name: 'cuts the rows itself',
    buys: 'It needs nothing of the query set but `all`. It reads every row of the list to show twenty, so it suits short lists only.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: '(await queryset.all()).slice((number - 1) * size, number * size)',
  },
  {
    name: 'asks for the end first',
    file: '09-pagination/pagination.ts',
    find: 'return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null',
    replace: `if (number === pages) return null
    return replaceQueryParam(url, this.pageQueryParam, number + 1)`,
  },
  {
    name: 'tells the first page by its number',
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
