import type { BreakKey, Example, ExampleActor, ExampleRequest } from '../harness/example.ts'

/** Alice creates a task. */
function task(values: object): ExampleRequest {
  return { as: 'alice', send: 'POST /api/v2/tasks/', json: { title: 'Milk', ...values } }
}

/** The titles of alice's tasks that an actor sees in the list. */
function list(as: ExampleActor, query: string, tasks: object[], titles: string[]): Example {
  return {
    given: tasks.map(task),
    when: { as, send: `GET /api/v2/tasks/${query}` },
    then: { status: 200, body: { results: titles.map((title) => ({ title })) } },
  }
}

/** The response to bob's request for alice's task. */
function hidden(method: string, json?: object): Example {
  const when: ExampleRequest = { as: 'bob', send: `${method} /api/v2/tasks/{task}/` }
  return { given: [task({})], when: json ? { ...when, json } : when, then: { status: 404 } }
}

const MILK = { title: 'Buy milk', description: 'Two bottles' }
const [A, B] = [{ title: 'A' }, { title: 'B' }]

const bobSeesNone = list('bob', '', [MILK], [])
const nothingIsFound = list('alice', '?search=bread', [MILK], [])

export const breaks: BreakKey = {
  offered: {
    'does not filter by owner': bobSeesNone,
    'lets staff see everything': list('staff', '', [MILK], []),
    'trusts a user named in the query': list('bob', '?owner={alice.id}', [MILK], []),
    'filters the list but not a single task': hidden('GET'),
    'does not filter for DELETE': hidden('DELETE'),
    'does not filter for PUT and PATCH': hidden('PATCH', { title: 'Mine' }),
    'searches only the title': list('alice', '?search=bottles', [MILK], ['Buy milk']),
    'requires every word in every field': list('alice', '?search=milk', [MILK], ['Buy milk']),
    'requires the word to be the whole field': list('alice', '?search=mil', [MILK], ['Buy milk']),
    'converts the words to lower case': list(
      'alice',
      '?search=%C3%84lter',
      [{ title: 'Älter' }],
      ['Älter'],
    ),
    'escapes wildcards': list('alice', '?search=100%25', [{ title: '100% milk' }], ['100% milk']),
    'searches only for the last word': list('alice', '?search=bread,milk', [MILK], []),
    'searches fields that the view does not list': list('alice', '?search=:', [MILK], []),
    'searches for the whole text at once': list(
      'alice',
      '?search=milk%20buy',
      [MILK],
      ['Buy milk'],
    ),
    'allows every field': list(
      'alice',
      '?ordering=-completed',
      [{ ...A, completed: true }, B],
      ['B', 'A'],
    ),
    'allows no descending order': list('alice', '?ordering=-title', [B, A], ['B', 'A']),
    'removes a minus anywhere in the name': list('alice', '?ordering=ti-tle', [A, B], ['B', 'A']),
    'removes every minus before the name': list('alice', '?ordering=--title', [A, B], ['B', 'A']),
    'removes any sign before the name': list('alice', '?ordering=.title', [A, B], ['B', 'A']),
    'compares names case-insensitively': list('alice', '?ordering=TITLE', [A, B], ['B', 'A']),
    'drops all names when one is not allowed': list(
      'alice',
      '?ordering=owner,title',
      [A, B],
      ['A', 'B'],
    ),
    'uses only the first filter backend': nothingIsFound,
    'leaves out the first filter backend': bobSeesNone,
    'passes all rows to every backend': bobSeesNone,
    'finds the task without the filters': hidden('GET'),
    'answers 403 for a hidden task': hidden('GET'),
    'ignores the id': {
      given: [task({})],
      when: { as: 'alice', send: 'GET /api/v2/tasks/999999/' },
      then: { status: 404 },
    },
    'also changes version 1': {
      given: [task({})],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'opens version 2 to anonymous clients': {
      when: { as: 'anonymous', send: 'GET /api/v2/tasks/' },
      then: { status: 401 },
    },
    'ignores invalid date parameters': {
      when: { as: 'alice', send: 'GET /api/v2/tasks/?created_at__gte=soon' },
      then: { status: 400 },
    },
  },
  notOffered: {
    'writes back the fields that a PATCH does not change':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
    'does not check object permissions':
      'The filter has hidden the task before its permissions could be checked.',
  },
}
