import type { BreakKey, Example, ExampleAnswer, ExampleRequest } from '../harness/example.ts'

/** The response to alice, who has created this many tasks. `Task 1` is the oldest. */
function pages(count: number, query: string, then: ExampleAnswer): Example {
  const given = Array.from({ length: count }, (_, at): ExampleRequest => {
    return { as: 'alice', send: 'POST /api/v2/tasks/', json: { title: `Task ${at + 1}` } }
  })
  return { given, when: { as: 'alice', send: `GET /api/v2/tasks/${query}` }, then }
}

function page(count: number, query: string, body: object): Example {
  return pages(count, query, { status: 200, body })
}

const tasks = (...numbers: number[]) => ({
  results: numbers.map((number) => ({ title: `Task ${number}` })),
})
const noPage = (query: string) => pages(1, query, { status: 404 })

const firstOfTwo = page(2, '?page_size=1', tasks(2))
const lastOfTwo = page(2, '?page=last&page_size=1', tasks(1))
const onlyPage = page(1, '?page_size=1', { next: null, previous: null })
const MANY = 'It shows only with more than twenty tasks.'

export const breaks: BreakKey = {
  offered: {
    'counts pages from zero': firstOfTwo,
    'uses the page number as the row number': page(3, '?page=2&page_size=2', tasks(1)),
    'leaves out the last row of a page': firstOfTwo,
    'returns all rows': firstOfTwo,
    'ignores the requested size': firstOfTwo,
    'treats an invalid size as zero': page(1, '', tasks(1)),
    'parses only the beginning of the number': page(2, '?page_size=1.5', tasks(2, 1)),
    'returns an empty page beyond the end': noPage('?page=9'),
    'treats page 0 as the first page': noPage('?page=0'),
    'treats an invalid page as the first page': noPage('?page=first'),
    'does not support `last`': lastOfTwo,
    'accepts `last` in any case': noPage('?page=LAST'),
    'reads the first value of a parameter': page(2, '?page=1&page=2&page_size=1', tasks(1)),
    'converts the size with Number': page(2, '?page_size=0x1', tasks(2, 1)),
    'has no first page when there are no rows': page(0, '', { count: 0, results: [] }),
    'counts only full pages': page(3, '?page_size=2', { next: /page=2/ }),
    'counts one page too many': onlyPage,
    'counts the rows of the page': page(2, '?page_size=1', { count: 2 }),
    'links to a page after the last': onlyPage,
    'links to a page before the first': onlyPage,
    'links to the first page with page=1': page(2, '?page=2&page_size=1', {
      previous: /\/\?page_size=1$/,
    }),
    'drops the other query parameters': page(2, '?page_size=1', { next: /page_size=1/ }),
    'appends the parameter to the URL': page(2, '?page=1&page_size=1', {
      next: /\/\?page=2&page_size=1$/,
    }),
    'links without scheme and host': page(2, '?page_size=1', { next: /^http:/ }),
    'trusts X-Forwarded-Host': {
      given: firstOfTwo.given ?? [],
      when: { ...firstOfTwo.when, headers: { 'X-Forwarded-Host': 'evil.example' } },
      then: { status: 200, body: { next: /^http:\/\/testserver\// } },
    },
    'paginates without the filters': page(2, '?search=2', { count: 1 }),
    'lists the tasks of all users in the feed': {
      given: firstOfTwo.given ?? [],
      when: { as: 'bob', send: 'GET /api/v2/tasks/feed/' },
      then: { status: 200, body: { results: [] } },
    },
    'reads the rest of the feed from the whole table': {
      given: firstOfTwo.given ?? [],
      // The cursor is p=2099-01-01 in Base64.
      when: { as: 'bob', send: 'GET /api/v2/tasks/feed/?cursor=cD0yMDk5LTAxLTAx' },
      then: { status: 200, body: { results: [] } },
    },
    'opens the feed to anonymous requests': {
      when: { as: 'anonymous', send: 'GET /api/v2/tasks/feed/' },
      then: { status: 401 },
    },
    'opens the window to anonymous requests': {
      when: { as: 'anonymous', send: 'GET /api/v2/tasks/window/' },
      then: { status: 401 },
    },
  },
  notOffered: {
    'begins every link with http': 'It shows only behind a proxy with https.',
    'compares the page size with its limit as text': MANY,
    'cuts later pages from a stored list':
      'It shows only when the first page was read before, and the list has changed since.',
    'ignores the maximum': MANY,
    'has no maximum for staff': MANY,
    'uses the maximum as the default': MANY,
    'uses the default for a size above the maximum': MANY,
  },
}
