import type { BreakKey, Example, ExampleAnswer, ExampleRequest } from '../harness/example.ts'

/** What alice gets, who has made so many tasks: `Task 1` is the oldest. */
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
const MANY = 'It takes more than twenty tasks to show.'

export const breaks: BreakKey = {
  offered: {
    'counts pages from zero': firstOfTwo,
    'takes the number of the page for that of the row': page(3, '?page=2&page_size=2', tasks(1)),
    'leaves out the last row of a page': firstOfTwo,
    'answers with everything': firstOfTwo,
    'ignores the size that was asked for': firstOfTwo,
    'takes what is no number for zero': page(1, '', tasks(1)),
    'reads a number off the beginning of a text': page(2, '?page_size=1.5', tasks(2, 1)),
    'answers a page beyond the end with nothing': noPage('?page=9'),
    'takes page 0 for the first': noPage('?page=0'),
    'takes whatever is no number for the first page': noPage('?page=first'),
    'does not know the last page': lastOfTwo,
    'knows `last` in capitals, too': noPage('?page=LAST'),
    'has no first page when there are no rows': page(0, '', { count: 0, results: [] }),
    'counts whole pages only': page(3, '?page_size=2', { next: /page=2/ }),
    'counts one page more': onlyPage,
    'counts the rows of the page': page(2, '?page_size=1', { count: 2 }),
    'links to the page after the last': onlyPage,
    'links from the first page to the one before': onlyPage,
    'writes page=1': page(2, '?page=2&page_size=1', { previous: /\/\?page_size=1$/ }),
    'loses the other parameters': page(2, '?page_size=1', { next: /page_size=1/ }),
    'puts the parameter at the end of the address': page(2, '?page=1&page_size=1', {
      next: /\/\?page=2&page_size=1$/,
    }),
    'links without scheme and host': page(2, '?page_size=1', { next: /^http:/ }),
    'believes X-Forwarded-Host': {
      given: firstOfTwo.given ?? [],
      when: { ...firstOfTwo.when, headers: { 'X-Forwarded-Host': 'evil.example' } },
      then: { status: 200, body: { next: /^http:\/\/testserver\// } },
    },
    'turns the page before the filters': page(2, '?search=2', { count: 1 }),
    'shows the feed of everybody': {
      given: firstOfTwo.given ?? [],
      when: { as: 'bob', send: 'GET /api/v2/tasks/feed/' },
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
    'forgets that there is a maximum': MANY,
    'takes the maximum when nothing is asked': MANY,
    'refuses more than the maximum': MANY,
  },
}
