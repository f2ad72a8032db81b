import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'counts pages from zero',
    misconception: 'The first page is page 1.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: 'queryset.slice(number * size, (number + 1) * size)',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
      'counts only the tasks that the filters leave for the user': 200,
    },
  },
  {
    name: 'uses the page number as the row number',
    misconception: 'A page number counts pages, not rows. Multiply it by the page size.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: 'queryset.slice(number - 1, number - 1 + size)',
    caughtBy: {
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'keeps the other query parameters in the links': 200,
    },
  },
  {
    name: 'leaves out the last row of a page',
    misconception: '`slice` already excludes its end.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: 'queryset.slice((number - 1) * size, number * size - 1)',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'returns all rows',
    misconception: 'A page has at most as many rows as the page size.',
    file: '09-pagination/pagination.ts',
    find: 'queryset.slice((number - 1) * size, number * size)',
    replace: 'queryset.all()',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'ignores the maximum',
    misconception: 'Without a maximum, a client can ask for all rows at once.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: 'return asked > 0 ? asked : this.pageSize',
    caughtBy: {
      'returns at most a hundred tasks': 200,
    },
  },
  {
    name: 'has no maximum for staff',
    misconception: 'The maximum protects the server. It applies to every user.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace:
      'const max = request.user.isStaff ? asked : this.maxPageSize\n    return asked > 0 ? Math.min(asked, max) : this.pageSize',
    caughtBy: {
      'returns at most a hundred tasks': 200,
    },
  },
  {
    name: 'uses the maximum as the default',
    misconception: 'A request without a size gets the default page size.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.maxPageSize',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 404,
      'links to the first page without a page number': 404,
      'returns the last page when it is requested': 200,
      'uses the default page size when the size is not a number': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'uses the default for a size above the maximum',
    misconception: 'A size above the maximum is reduced to the maximum.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: 'return asked > 0 && asked <= this.maxPageSize ? asked : this.pageSize',
    caughtBy: {
      'returns at most a hundred tasks': 200,
    },
  },
  {
    name: 'ignores the requested size',
    misconception: 'The client can choose the size within the limits.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: 'return this.pageSize',
    caughtBy: {
      'returns as many tasks as the client requests': 404,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 404,
      'keeps the other query parameters in the links': 404,
      'lists only the tasks of the user in the feed and the window': 200,
    },
  },
  {
    name: 'treats an invalid size as zero',
    misconception:
      'An invalid size means the default size. With zero rows in a page, the number of pages is infinite.',
    file: '09-pagination/pagination.ts',
    find: 'return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize',
    replace: 'return Math.min(asked, this.maxPageSize)',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'returns the last page when it is requested': 200,
      'answers 404 to a page that does not exist': 200,
      'uses the default page size when the size is not a number': 200,
      'links to the host of the request, whatever other headers say': 200,
      'counts only the tasks that the filters leave for the user': 200,
    },
  },
  {
    name: 'parses only the beginning of the number',
    misconception: '`1.5` and `3 OR 1=1` are not whole numbers.',
    file: '09-pagination/pagination.ts',
    find: 'const asked = positiveInt(queryParams(request).get(this.pageSizeQueryParam))',
    replace: `const asked = Number.parseInt(queryParams(request).get(this.pageSizeQueryParam) ?? '', 10) || 0`,
    caughtBy: {
      'uses the default page size when the size is not a number': 200,
    },
  },
  {
    name: 'returns an empty page beyond the end',
    misconception:
      'A page that does not exist is an error. An empty page would look like the end of the list.',
    file: '09-pagination/pagination.ts',
    find: 'if (number < 1 || number > pages)',
    replace: 'if (number < 1)',
    caughtBy: {
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'answers 404 to a page that does not exist': 200,
    },
  },
  {
    name: 'treats page 0 as the first page',
    misconception: 'There is no page 0. A client that counts from zero must get an error.',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: `const number = asked === 'last' ? pages : asked === '0' ? 1 : positiveInt(asked)`,
    caughtBy: {
      'answers 404 to a page that does not exist': 200,
    },
  },
  {
    name: 'treats an invalid page as the first page',
    misconception: 'A client that sends an invalid page number must get an error.',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: `const number = asked === 'last' ? pages : positiveInt(asked) || 1`,
    caughtBy: {
      'answers 404 to a page that does not exist': 200,
    },
  },
  {
    name: 'does not support `last`',
    misconception: '`last` means the number of the last page.',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: 'const number = positiveInt(asked)',
    caughtBy: {
      'has one page when the tasks fill it exactly, and when there are none': 404,
      'returns the last page when it is requested': 404,
    },
  },
  {
    name: 'accepts `last` in any case',
    misconception: 'The word `last` is case-sensitive.',
    file: '09-pagination/pagination.ts',
    find: `const number = asked === 'last' ? pages : positiveInt(asked)`,
    replace: `const number = asked.toLowerCase() === 'last' ? pages : positiveInt(asked)`,
    caughtBy: {
      'answers 404 to a page that does not exist': 200,
    },
  },
  {
    name: 'reads the first value of a parameter',
    misconception:
      'DRF uses the last value of a parameter that is sent twice. A proxy or a filter that reads another one sees another request.',
    file: '09-pagination/pagination.ts',
    find: `queryParams(request).get(this.pageQueryParam) ?? '1'`,
    replace: `queryParams(request).getAll(this.pageQueryParam)[0] ?? '1'`,
    caughtBy: {
      'uses the last value of a parameter that is sent twice': 200,
    },
  },
  {
    name: 'converts the size with Number',
    misconception: '`Number` also reads hexadecimal and exponents. A size is written in digits.',
    file: '09-pagination/pagination.ts',
    find: 'const asked = positiveInt(queryParams(request).get(this.pageSizeQueryParam))',
    replace: 'const asked = Math.floor(Number(queryParams(request).get(this.pageSizeQueryParam)))',
    caughtBy: {
      'uses the default page size when the size is not a number': 200,
    },
  },
  {
    name: 'has no first page when there are no rows',
    misconception: 'An empty list has one page, which is empty.',
    file: '09-pagination/pagination.ts',
    find: 'Math.max(1, Math.ceil(count / size))',
    replace: 'Math.ceil(count / size)',
    caughtBy: {
      'has one page when the tasks fill it exactly, and when there are none': 404,
    },
  },
  {
    name: 'counts only full pages',
    misconception: 'The remaining rows make a page too.',
    file: '09-pagination/pagination.ts',
    find: 'Math.ceil(count / size)',
    replace: 'Math.floor(count / size)',
    caughtBy: {
      'links from page to page and back': 200,
      'links to the first page without a page number': 404,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'counts one page too many',
    misconception: 'When the rows fill the last page exactly, no page follows.',
    file: '09-pagination/pagination.ts',
    find: 'Math.ceil(count / size)',
    replace: 'Math.floor(count / size) + 1',
    caughtBy: {
      'has one page when the tasks fill it exactly, and when there are none': 200,
    },
  },
  {
    name: 'counts the rows of the page',
    misconception: '`count` is the total number of rows on all pages.',
    file: '09-pagination/pagination.ts',
    find: '    return queryset.slice((number - 1) * size, number * size)',
    replace: `    const rows = await queryset.slice((number - 1) * size, number * size)
    this.page.count = rows.length
    return rows`,
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'links to a page after the last',
    misconception: 'The last page has no next page.',
    file: '09-pagination/pagination.ts',
    find: 'return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null',
    replace: 'return replaceQueryParam(url, this.pageQueryParam, number + 1)',
    caughtBy: {
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'returns the last page when it is requested': 200,
      'counts only the tasks that the filters leave for the user': 200,
    },
  },
  {
    name: 'links to a page before the first',
    misconception: 'The first page has no previous page.',
    file: '09-pagination/pagination.ts',
    find: `    if (number <= 1) return null
`,
    replace: '',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'has one page when the tasks fill it exactly, and when there are none': 200,
      'returns at most a hundred tasks': 200,
      'uses the default page size when the size is not a number': 200,
      'links to the host of the request, whatever other headers say': 200,
      'counts only the tasks that the filters leave for the user': 200,
    },
  },
  {
    name: 'links to the first page with page=1',
    misconception: 'The URL of the first page has no page number. Each page has one URL.',
    file: '09-pagination/pagination.ts',
    find: `    if (number === 2) return removeQueryParam(url, this.pageQueryParam)
`,
    replace: '',
    caughtBy: {
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'keeps the other query parameters in the links': 200,
    },
  },
  {
    name: 'drops the other query parameters',
    misconception: 'Without the search, a link leads to the pages of another list.',
    file: '09-pagination/pagination.ts',
    find: 'return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null',
    replace: `return number < pages ? replaceQueryParam(url.split('?')[0] ?? '', this.pageQueryParam, number + 1) : null`,
    caughtBy: {
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
    },
  },
  {
    name: 'appends the parameter to the URL',
    misconception: 'A URL has one `?`, and an existing parameter must be replaced.',
    file: '09-pagination/pagination.ts',
    find: 'return number < pages ? replaceQueryParam(url, this.pageQueryParam, number + 1) : null',
    replace: "return number < pages ? url.concat('&page=', String(number + 1)) : null",
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'links without scheme and host',
    misconception: 'Clients follow the links as they are, so they must be absolute URLs.',
    file: '09-pagination/pagination.ts',
    find: 'url: absoluteUrl(request) }',
    replace: 'url: request.originalUrl }',
    caughtBy: {
      'returns twenty tasks, the total count, and links to the other pages': 200,
      'links from page to page and back': 200,
      'links to the first page without a page number': 200,
      'returns the last page when it is requested': 200,
      'returns as many tasks as the client requests': 200,
      'returns at most a hundred tasks': 200,
      'uses the last value of a parameter that is sent twice': 200,
      'uses the default page size when the size is not a number': 200,
      'keeps the other query parameters in the links': 200,
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'trusts X-Forwarded-Host',
    misconception: 'Any client can send this header. The links would then lead to another server.',
    file: '09-pagination/pagination.ts',
    find: 'url: absoluteUrl(request) }',
    replace: `url: absoluteUrl(request).replace(String(request.get('host')), request.get('X-Forwarded-Host') ?? String(request.get('host'))) }`,
    caughtBy: {
      'links to the host of the request, whatever other headers say': 200,
    },
  },
  {
    name: 'paginates without the filters',
    misconception: 'Paginate the filtered rows. Rows that the filters hide must not count.',
    file: '09-pagination/views.ts',
    find: 'filterQueryset(request, view.getQueryset(), view)',
    replace: `view.getQueryset().filter({ owner: request.user }).orderBy('-createdAt', '-id')`,
    caughtBy: {
      'counts only the tasks that the filters leave for the user': 200,
      'lists only the tasks of the user in the feed and the window': 200,
    },
  },
  {
    name: 'lists the tasks of all users in the feed',
    misconception: 'Each view needs its own filter. This one lists tasks too.',
    file: '09-pagination/views.ts',
    find: 'filterBackends: [IsOwnerFilterBackend]',
    replace: 'filterBackends: []',
    caughtBy: {
      'lists only the tasks of the user in the feed and the window': 200,
    },
  },
  {
    name: 'opens the feed to anonymous requests',
    misconception: 'Each view needs its own policy. This one lists tasks too.',
    file: 'app.ts',
    find: '...taskFeed, authenticationClasses',
    replace: '...taskFeed, permissionClasses: [], authenticationClasses',
    caughtBy: {
      'follows the policy of /api/v2/tasks/feed/': 200,
    },
  },
  {
    name: 'opens the window to anonymous requests',
    misconception: 'Each view needs its own policy. This one lists tasks too.',
    file: 'app.ts',
    find: '...taskWindow, authenticationClasses',
    replace: '...taskWindow, permissionClasses: [], authenticationClasses',
    caughtBy: {
      'follows the policy of /api/v2/tasks/window/': 200,
    },
  },
  {
    name: 'cuts later pages from a stored list',
    misconception:
      'The URL does not say whose list it is, and the stored one misses later changes. Read each page anew.',
    file: '09-pagination/pagination.ts',
    imports: `import { getCache } from '#shared/cache/cache.ts'`,
    find: `    const count = await queryset.count()
    const pages = Math.max(1, Math.ceil(count / size))
    const asked = queryParams(request).get(this.pageQueryParam) ?? '1'
    const number = asked === 'last' ? pages : positiveInt(asked)
    if (number < 1 || number > pages) throw new NotFound('Invalid page.')
    this.page = { number, pages, count, url: absoluteUrl(request) }
    return queryset.slice((number - 1) * size, number * size)`,
    replace: `    const list = removeQueryParam(absoluteUrl(request), this.pageQueryParam)
    const isFirst = !queryParams(request).has(this.pageQueryParam)
    const stored = isFirst ? undefined : await getCache().get<Task[] | undefined>(list, undefined)
    const rows = stored ?? (await queryset.all())
    if (!stored) await getCache().set(list, rows, 300)
    const count = rows.length
    const pages = Math.max(1, Math.ceil(count / size))
    const asked = queryParams(request).get(this.pageQueryParam) ?? '1'
    const number = asked === 'last' ? pages : positiveInt(asked)
    if (number < 1 || number > pages) throw new NotFound('Invalid page.')
    this.page = { number, pages, count, url: absoluteUrl(request) }
    return rows.slice((number - 1) * size, number * size)`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'reads the rest of the feed from the whole table',
    misconception: 'A cursor says where to continue. It does not say whose tasks these are.',
    file: '09-pagination/cursor-pagination.ts',
    imports: `import { Task as AnyTask } from '#shared/core/task.ts'
import { QuerySet as Rows } from '#shared/db/query-set.ts'`,
    find: 'await beyond(position, reverse, queryset)',
    replace:
      'await beyond(position, reverse, position === undefined ? queryset : new Rows(AnyTask.objects))',
    caughtBy: {
      'lists only the tasks of the user in the feed and the window': 200,
    },
  },
  {
    name: 'begins every link with http',
    misconception:
      'Behind a proxy, the client can use https, and the next request would send the token in clear. Use absoluteUrl.',
    file: '09-pagination/pagination.ts',
    find: 'url: absoluteUrl(request) }',
    replace:
      "url: request.headers.host ? 'http://' + request.headers.host + request.originalUrl : '' }",
    caughtBy: {},
    exam: true,
  },
  {
    name: 'compares the page size with its limit as text',
    misconception:
      'As text, 0100000 comes before 100, because its first digit is smaller. Compare numbers.',
    file: '09-pagination/pagination.ts',
    find: `    const asked = positiveInt(queryParams(request).get(this.pageSizeQueryParam))
    return asked > 0 ? Math.min(asked, this.maxPageSize) : this.pageSize`,
    replace: `    const asked = queryParams(request).get(this.pageSizeQueryParam) ?? ''
    if (positiveInt(asked) === 0) return this.pageSize
    const most = String(this.maxPageSize)
    return asked.length < most.length || asked <= most ? Number(asked) : this.maxPageSize`,
    caughtBy: {},
    exam: true,
  },
]
