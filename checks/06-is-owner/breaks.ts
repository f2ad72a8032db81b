import type { BreakKey, Example, ExampleActor, ExampleRequest } from '../harness/example.ts'

const HERS: ExampleRequest = { as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk' } }

/** What comes back when somebody asks for the task that alice has just made. */
function ofHerTask(as: ExampleActor, method: string, status: number, json?: object): Example {
  const when: ExampleRequest = { as, send: `${method} /api/tasks/{task}/` }
  return { given: [HERS], when: json ? { ...when, json } : when, then: { status } }
}

const bobReads = ofHerTask('bob', 'GET', 403)
const bobChanges = ofHerTask('bob', 'PATCH', 403, { title: 'Mine' })
const aliceReads = ofHerTask('alice', 'GET', 200)
const aliceDeletes = ofHerTask('alice', 'DELETE', 204)
const staffReads = ofHerTask('staff', 'GET', 403)

export const breaks: BreakKey = {
  offered: {
    'forgets to ask': bobReads,
    'asks when something is changed, not when it is read': bobReads,
    'asks on update, not on delete': ofHerTask('bob', 'DELETE', 403),
    'asks on delete, not on update': bobChanges,
    'forgets PATCH': bobChanges,
    'asks after the change': {
      given: [HERS, { as: 'bob', send: 'PATCH /api/tasks/{task}/', json: { title: 'Mine' } }],
      when: { as: 'alice', send: 'GET /api/tasks/' },
      then: { status: 200, body: [{ title: 'Milk' }] },
    },
    'asks before it looks for the task': {
      when: { as: 'alice', send: 'GET /api/tasks/999999/' },
      then: { status: 404 },
    },
    'hides the tasks of others': bobReads,
    'compares the task with the user': aliceReads,
    'compares names': aliceReads,
    'compares undefined with undefined': bobReads,
    'lets staff through': staffReads,
    'lets everybody read': bobReads,
    'takes the condition the wrong way round': aliceReads,
    'asks whether the user is known': bobReads,
    'writes hasPermission instead of hasObjectPermission': bobReads,
    'asks hasPermission again': bobReads,
    'asks the first class alone': bobReads,
    'does not look at the answer': bobReads,
    'refuses with 401': bobReads,
    'reads the body before it asks': {
      given: [HERS],
      when: { as: 'bob', send: 'PUT /api/tasks/{task}/', text: '{' },
      then: { status: 403 },
    },
    'takes the owner from the body': {
      when: { as: 'bob', send: 'POST /api/tasks/', json: { title: 'Milk', owner: '{alice.id}' } },
      then: { status: 201, body: { owner: '{bob.id}' } },
    },
    "lists one's own tasks alone": {
      given: [HERS],
      when: { as: 'bob', send: 'GET /api/tasks/' },
      then: { status: 200, body: [{ owner: '{alice.id}' }] },
    },
    'lets everybody in, known or not': bobReads,
    'opens the view to those who are not known': aliceReads,
    'deletes without answering': {
      given: [HERS, { as: 'alice', send: 'DELETE /api/tasks/{task}/' }],
      when: { as: 'alice', send: 'GET /api/tasks/{task}/' },
      then: { status: 404 },
    },
    'answers a deletion with 200': aliceDeletes,
    'refuses unknown requests with 403': ofHerTask('anonymous', 'GET', 401),
    'forgets the owner when a task is replaced': {
      given: [HERS],
      when: { as: 'alice', send: 'PUT /api/tasks/{task}/', json: { title: 'Bread' } },
      then: { status: 200, body: { id: '{task}' } },
    },
    'requires everything on PATCH': ofHerTask('alice', 'PATCH', 200, { completed: true }),
    'leaves the list to IsOwner alone': {
      when: { as: 'anonymous', send: 'GET /api/tasks/' },
      then: { status: 401 },
    },
    'makes hasObjectPermission asynchronous': aliceReads,
    'takes a promise for a yes': bobReads,
    'compares with greater or equal': bobReads,
    'compares the beginnings of the ids': bobReads,
    'remembers whom it has allowed': {
      given: [HERS, { as: 'alice', send: 'GET /api/tasks/{task}/' }],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'opens tasks that are done': {
      given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk', completed: true } }],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'takes the owner out of the body of a PUT': {
      given: [HERS],
      when: {
        as: 'alice',
        send: 'PUT /api/tasks/{task}/',
        json: { title: 'Milk', owner: '{bob.id}' },
      },
      then: { status: 200, body: { owner: '{alice.id}' } },
    },
    'takes the owner out of the body of a PATCH': {
      given: [HERS],
      when: { as: 'alice', send: 'PATCH /api/tasks/{task}/', json: { owner: '{bob.id}' } },
      then: { status: 200, body: { owner: '{alice.id}' } },
    },
    'takes the owner of a new task out of the URL': {
      when: { as: 'bob', send: 'POST /api/tasks/?owner={alice.id}', json: { title: 'Milk' } },
      then: { status: 201, body: { owner: '{bob.id}' } },
    },
    'reads the number at the beginning of the id': {
      given: [HERS],
      when: { as: 'alice', send: 'GET /api/tasks/{task}abc/' },
      then: { status: 404 },
    },
    'lets staff delete any task': ofHerTask('staff', 'DELETE', 403),
    'reads the body of a PATCH before the task': {
      given: [HERS],
      when: { as: 'bob', send: 'PATCH /api/tasks/{task}/', text: '{' },
      then: { status: 403 },
    },
    'empties what a PUT does not mention': {
      given: [
        { as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk', description: 'Two' } },
      ],
      when: { as: 'alice', send: 'PUT /api/tasks/{task}/', json: { title: 'Bread' } },
      then: { status: 200, body: { description: 'Two' } },
    },
  },
  notOffered: {
    'asks the last class about the object alone':
      'IsOwner is the last class of every view: it shows with other classes in the view only.',
    'takes every truthy answer about the object for a yes':
      'It shows with a class that answers something other than true or false only.',
    'gives the object away when a class throws': 'It shows with a class that throws only.',
    'drops the message of the class that refuses the object':
      'No class of the API has a message of its own.',
    'answers 204 when the database has refused to delete':
      'It shows when the database fails, and the one that examples are played on does not.',
    'writes every column back as it was read':
      'It shows when two requests meet, and those of an example come one after the other.',
    'answers with what was to be stored':
      'It shows when two requests meet, and those of an example come one after the other.',
    'shares one look-up among all who ask for the same task':
      'It shows when two requests meet, and those of an example come one after the other.',
  },
}
