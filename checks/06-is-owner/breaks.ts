import type { BreakKey, Example, ExampleActor, ExampleRequest } from '../harness/example.ts'

const HERS: ExampleRequest = { as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk' } }

/** The response to a request for the task that alice has just created. */
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
    'does not check object permissions': bobReads,
    'does not check object permissions for GET': bobReads,
    'does not check object permissions for DELETE': ofHerTask('bob', 'DELETE', 403),
    'does not check object permissions for PUT and PATCH': bobChanges,
    'does not check object permissions for PATCH': bobChanges,
    'checks object permissions after the change': {
      given: [HERS, { as: 'bob', send: 'PATCH /api/tasks/{task}/', json: { title: 'Mine' } }],
      when: { as: 'alice', send: 'GET /api/tasks/' },
      then: { status: 200, body: [{ title: 'Milk' }] },
    },
    'checks permissions before it finds the task': {
      when: { as: 'alice', send: 'GET /api/tasks/999999/' },
      then: { status: 404 },
    },
    'answers 404 for the tasks of other users': bobReads,
    'compares the id of the task with the id of the user': aliceReads,
    'compares names': aliceReads,
    'compares undefined with undefined': bobReads,
    'allows staff': staffReads,
    'allows every user to read': bobReads,
    'inverts the condition': aliceReads,
    'checks only whether the user is authenticated': bobReads,
    'writes hasPermission instead of hasObjectPermission': bobReads,
    'calls hasPermission for the object': bobReads,
    'uses only the first class': bobReads,
    'ignores what hasObjectPermission returns': bobReads,
    'refuses with 401': bobReads,
    'reads the body before it checks permissions': {
      given: [HERS],
      when: { as: 'bob', send: 'PUT /api/tasks/{task}/', text: '{' },
      then: { status: 403 },
    },
    'reads the owner of a new task from the body': {
      when: { as: 'bob', send: 'POST /api/tasks/', json: { title: 'Milk', owner: '{alice.id}' } },
      then: { status: 201, body: { owner: '{bob.id}' } },
    },
    "lists only the user's own tasks": {
      given: [HERS],
      when: { as: 'bob', send: 'GET /api/tasks/' },
      then: { status: 200, body: [{ owner: '{alice.id}' }] },
    },
    "leaves IsOwner out of the view's list": bobReads,
    'leaves authentication out of the view': aliceReads,
    'answers 204 without deleting': {
      given: [HERS, { as: 'alice', send: 'DELETE /api/tasks/{task}/' }],
      when: { as: 'alice', send: 'GET /api/tasks/{task}/' },
      then: { status: 404 },
    },
    'answers DELETE with 200': aliceDeletes,
    'refuses anonymous requests with 403': ofHerTask('anonymous', 'GET', 401),
    'creates a new task on PUT': {
      given: [HERS],
      when: { as: 'alice', send: 'PUT /api/tasks/{task}/', json: { title: 'Bread' } },
      then: { status: 200, body: { id: '{task}' } },
    },
    'requires every field on PATCH': ofHerTask('alice', 'PATCH', 200, { completed: true }),
    'uses only IsOwner for the list': {
      when: { as: 'anonymous', send: 'GET /api/tasks/' },
      then: { status: 401 },
    },
    'makes hasObjectPermission asynchronous': aliceReads,
    'treats a promise as true': bobReads,
    'compares with greater or equal': bobReads,
    'compares the first digits of the ids': bobReads,
    'remembers which owners it has allowed': {
      given: [HERS, { as: 'alice', send: 'GET /api/tasks/{task}/' }],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'allows completed tasks for every user': {
      given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk', completed: true } }],
      when: { as: 'bob', send: 'GET /api/tasks/{task}/' },
      then: { status: 403 },
    },
    'reads the owner from the body of a PUT': {
      given: [HERS],
      when: {
        as: 'alice',
        send: 'PUT /api/tasks/{task}/',
        json: { title: 'Milk', owner: '{bob.id}' },
      },
      then: { status: 200, body: { owner: '{alice.id}' } },
    },
    'reads the owner from the body of a PATCH': {
      given: [HERS],
      when: { as: 'alice', send: 'PATCH /api/tasks/{task}/', json: { owner: '{bob.id}' } },
      then: { status: 200, body: { owner: '{alice.id}' } },
    },
    'reads the owner of a new task from the URL': {
      when: { as: 'bob', send: 'POST /api/tasks/?owner={alice.id}', json: { title: 'Milk' } },
      then: { status: 201, body: { owner: '{bob.id}' } },
    },
    'parses only the beginning of the id': {
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
    'clears the fields that a PUT leaves out': {
      given: [
        { as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk', description: 'Two' } },
      ],
      when: { as: 'alice', send: 'PUT /api/tasks/{task}/', json: { title: 'Bread' } },
      then: { status: 200, body: { description: 'Two' } },
    },
    'drops empty and false values of a PATCH': {
      given: [{ as: 'alice', send: 'POST /api/tasks/', json: { title: 'Milk', completed: true } }],
      when: { as: 'alice', send: 'PATCH /api/tasks/{task}/', json: { completed: false } },
      then: { status: 200, body: { completed: false } },
    },
  },
  notOffered: {
    'compares the ids as bytes': 'It shows only with hundreds of users, and an example has three.',
    'sorts the list by the id as text':
      'It shows only with ten tasks, and an example has fewer requests.',
    'checks only the last class for the object':
      'IsOwner is the last class of every view, so it shows only with other classes.',
    'accepts every truthy answer for the object':
      'It shows only with a class that returns something other than true or false.',
    'returns the object when a class throws': 'It shows only with a class that throws.',
    'drops the message of the class that refuses the object':
      'No class of the API has its own message.',
    'answers 204 when the database fails to delete':
      'It shows only when the database fails. In examples it does not fail.',
    'writes back every column as it was read':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
    'answers with what should have been stored':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
    'shares one lookup among requests for the same task':
      'It shows only when two requests run at the same time. The requests of an example run one after the other.',
  },
}
