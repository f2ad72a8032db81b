import type { BreakKey, Example, ExampleActor, ExampleRequest } from '../harness/example.ts'

/** Alice makes a task. */
function task(values: object): ExampleRequest {
  return { as: 'alice', send: 'POST /api/v2/tasks/', json: { title: 'Milk', ...values } }
}

/** Which of alice's tasks somebody gets to see in the list, by their titles. */
function list(as: ExampleActor, query: string, tasks: object[], titles: string[]): Example {
  return {
    given: tasks.map(task),
    when: { as, send: `GET /api/v2/tasks/${query}` },
    then: { status: 200, body: { results: titles.map((title) => ({ title })) } },
  }
}

/** What bob gets who asks for alice's task. */
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
    'forgets to ask whose the tasks are': bobSeesNone,
    'lets staff see everything': list('staff', '', [MILK], []),
    'believes a user who is named in the query': list('bob', '?owner={alice.id}', [MILK], []),
    'filters the list and not the single task': hidden('GET'),
    'filters reading and not deleting': hidden('DELETE'),
    'filters reading and not writing': hidden('PATCH', { title: 'Mine' }),
    'searches the title alone': list('alice', '?search=bottles', [MILK], ['Buy milk']),
    'wants every word in every field': list('alice', '?search=milk', [MILK], ['Buy milk']),
    'wants the word to be the whole field': list('alice', '?search=mil', [MILK], ['Buy milk']),
    'escapes the signs of patterns': list(
      'alice',
      '?search=100%25',
      [{ title: '100% milk' }],
      ['100% milk'],
    ),
    'looks for the last word alone': list('alice', '?search=bread,milk', [MILK], []),
    'searches more fields than the view names': list('alice', '?search=:', [MILK], []),
    'searches for the text as it stands': list('alice', '?search=milk%20buy', [MILK], ['Buy milk']),
    'allows every name': list(
      'alice',
      '?ordering=-completed',
      [{ ...A, completed: true }, B],
      ['B', 'A'],
    ),
    'allows no order backwards': list('alice', '?ordering=-title', [B, A], ['B', 'A']),
    'takes the sign off wherever it stands': list('alice', '?ordering=ti-tle', [A, B], ['B', 'A']),
    'strips every sign before the name': list('alice', '?ordering=--title', [A, B], ['B', 'A']),
    'takes capitals for the same name': list('alice', '?ordering=TITLE', [A, B], ['B', 'A']),
    'drops everything when one name is wrong': list(
      'alice',
      '?ordering=owner,title',
      [A, B],
      ['A', 'B'],
    ),
    'asks the first filter backend alone': nothingIsFound,
    'leaves out the first filter backend': bobSeesNone,
    'asks every backend about all rows': bobSeesNone,
    'finds the task without the filters': hidden('GET'),
    'answers 403 for a task that is hidden': hidden('GET'),
    'forgets the id': {
      given: [task({})],
      when: { as: 'alice', send: 'GET /api/v2/tasks/999999/' },
      then: { status: 404 },
    },
    'closes version 1 as well': {
      given: [task({})],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'leaves version 2 open to everybody': {
      when: { as: 'anonymous', send: 'GET /api/v2/tasks/' },
      then: { status: 401 },
    },
    'ignores the parameters of a moment': {
      when: { as: 'alice', send: 'GET /api/v2/tasks/?created_at__gte=soon' },
      then: { status: 400 },
    },
  },
  notOffered: {
    'does not ask the permission classes any more':
      'The filter has hidden the task before a class could be asked about it.',
  },
}
