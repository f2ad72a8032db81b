import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'forgets to ask',
    misconception:
      'A rule about objects is asked by nobody unless the view asks: DRF does it in get_object.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: '',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
      'refuses the object when a permission class answers a promise': 200,
      'refuses the object when a permission class answers nothing': 200,
      'gives nobody the object when a permission class throws': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks when something is changed, not when it is read',
    misconception: 'Reading needs permission too: IsOwner protects the whole object.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'GET') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
      'refuses the object when a permission class answers a promise': 200,
      'refuses the object when a permission class answers nothing': 200,
      'gives nobody the object when a permission class throws': 200,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks on update, not on delete',
    misconception:
      'Deleting is the greatest change of all: ask in the place that all methods pass.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'DELETE') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to a stranger also right after the owner was there': 204,
      'answers 403 whatever the task says': 204,
      'follows the policy of /api/tasks/{id}/': 204,
    },
  },
  {
    name: 'asks on delete, not on update',
    misconception: 'PUT and PATCH change the object: ask in the place that all methods pass.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method === 'GET' || request.method === 'DELETE') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 before it reads what was sent': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'forgets PATCH',
    misconception: 'PATCH changes the object as PUT does: ask in the place that all methods pass.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'PATCH') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 before it reads what was sent': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks after the change',
    misconception: 'What has been changed cannot be refused any more: ask first.',
    file: '06-is-owner/views.ts',
    find: `  async patch(request, response) {
    const task = await getTask(request)`,
    replace: `  async patch(request, response) {
    const task = (await Task.objects.find({ id: Number(request.params.id) })) ?? (await getTask(request))
    await Task.objects.save(task, (await request.data()) as object)
    await getTask(request)`,
    caughtBy: {
      'takes no owner and no id from the client': 500,
      'answers 403 before it reads what was sent': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks before it looks for the task',
    misconception: 'Without a task there is no owner to compare: 404 comes before 403.',
    file: '06-is-owner/generics.ts',
    find: `  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
`,
    replace: `  checkObjectPermissions(request, task ?? { ownerId: 0 })
  if (!task) throw new NotFound()
`,
    caughtBy: {
      'lets the owner delete a task': 403,
      'answers 404 to an id that is not made of digits alone': 403,
      'answers 404 when the task is deleted in the meantime': 200,
      'follows the policy of /api/tasks/999999/': 403,
    },
  },
  {
    name: 'hides the tasks of others',
    misconception: 'To hide an object with 404 is another policy; DRF says 403 to whom it refuses.',
    file: '06-is-owner/generics.ts',
    find: 'if (!task) throw new NotFound()',
    replace: 'if (!task || task.ownerId !== request.user.id) throw new NotFound()',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 404,
      'answers 403 to a stranger with a lower id, and to one with a higher': 404,
      'answers 403 to a stranger also right after the owner was there': 404,
      'answers 403 whatever the task says': 404,
      'answers 403 before it reads what was sent': 404,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 404,
    },
  },
  {
    name: 'compares the task with the user',
    misconception: 'The id of a task and the id of a user count different things.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { id?: number }).id === request.user.id',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'takes no owner and no id from the client': 403,
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers when the database has done all that it was asked': 403,
      'keeps both changes when two requests change a task at once': 404,
      'answers 404 when the task is deleted in the meantime': 200,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'compares names',
    misconception:
      'A task knows the id of its owner, not the name; a property that is not there is undefined.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { owner?: string }).owner === request.user.username',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'takes no owner and no id from the client': 403,
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers when the database has done all that it was asked': 403,
      'keeps both changes when two requests change a task at once': 404,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'compares undefined with undefined',
    misconception:
      'Two properties that are not there are both undefined, and equal: everybody is the owner.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { owner?: number }).owner === (request.user as { userId?: number }).userId',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'lets staff through',
    misconception:
      'IsOwner is only about ownership. If staff should get in, write a second permission.',
    file: '06-is-owner/permissions.ts',
    find: 'return task',
    replace: 'return request.user.isStaff || task',
    caughtBy: {
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'lets everybody read',
    misconception: 'That would be IsOwnerOrReadOnly: IsOwner protects reading too.',
    file: '06-is-owner/permissions.ts',
    find: 'return task',
    replace: "return request.method === 'GET' || task",
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'takes the condition the wrong way round',
    misconception: '`hasObjectPermission` answers whether the request may touch the object.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request',
    replace: 'task.ownerId !== request',
    caughtBy: {
      'lets the owner delete a task': 403,
      'answers 403 to GET on the task of somebody else': 200,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'takes no owner and no id from the client': 403,
      'answers 403 before it reads what was sent': 400,
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers when the database has done all that it was asked': 403,
      'keeps both changes when two requests change a task at once': 404,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks whether the user is known',
    misconception: 'To be known is not to be the owner.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'request.user.isAuthenticated',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'writes hasPermission instead of hasObjectPermission',
    misconception:
      'hasPermission is asked before any object is known: only hasObjectPermission can compare the owner.',
    file: '06-is-owner/permissions.ts',
    find: `override hasObjectPermission(request: Request, task: { ownerId: number }): boolean {
    return task.ownerId === request.user.id`,
    replace: `override hasPermission(request: Request): boolean {
    return request.user.isAuthenticated`,
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks hasPermission again',
    misconception: 'hasPermission was asked already; about an object, hasObjectPermission answers.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace:
      '(permission as unknown as { hasPermission(r: Request): boolean }).hasPermission(request) !== true',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
      'refuses the object when a permission class answers a promise': 200,
      'refuses the object when a permission class answers nothing': 200,
      'gives nobody the object when a permission class throws': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'asks the first class alone',
    misconception: 'All classes of the list have to agree: IsOwner is the second.',
    file: '06-is-owner/generics.ts',
    find: 'of request.permissionClasses) {',
    replace: 'of request.permissionClasses.slice(0, 1)) {',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'does not look at the answer',
    misconception: 'An answer that nobody looks at refuses nobody.',
    file: '06-is-owner/generics.ts',
    find: `if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }`,
    replace: 'permission.hasObjectPermission(request, object as never)',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
      'refuses the object when a permission class answers a promise': 200,
      'refuses the object when a permission class answers nothing': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'refuses with 401',
    misconception: 'It is known who asks; to log in again would not help: 403.',
    file: '06-is-owner/generics.ts',
    imports: "import { NotAuthenticated } from '#shared/exceptions.ts'",
    find: 'permissionDenied(request, permission.message)',
    replace: 'throw new NotAuthenticated()',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 401,
      'answers 403 to a stranger with a lower id, and to one with a higher': 401,
      'answers 403 to a stranger also right after the owner was there': 401,
      'answers 403 whatever the task says': 401,
      'says what the first class that refuses the object has to say': 401,
      'refuses the object when a permission class answers a promise': 401,
      'refuses the object when a permission class answers nothing': 401,
      'answers 403 before it reads what was sent': 401,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 401,
    },
  },
  {
    name: 'reads the body before it asks',
    misconception:
      'Check permissions first, then read the body: a 400 would reveal that the task exists.',
    file: '06-is-owner/views.ts',
    find: `    const task = await getTask(request)
    const values = await validate(`,
    replace: `    const data = await request.data()
    const task = await getTask(request)
    const values = await validate(`,
    caughtBy: {
      'answers 403 before it reads what was sent': 400,
    },
  },
  {
    name: 'takes the owner from the body',
    misconception: 'What a client says of the owner is a wish: the owner is who sent the request.',
    file: '06-is-owner/views.ts',
    find: 'owner: request.user })',
    replace:
      'ownerId: Number(((await request.data()) as { owner?: unknown })?.owner ?? request.user.id) })',
    caughtBy: {
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: "lists one's own tasks alone",
    misconception:
      'To filter a list is a good policy, but not what has_object_permission does: lists do not ask it.',
    file: '06-is-owner/views.ts',
    find: 'await Task.objects.all()',
    replace: '(await Task.objects.all()).filter((task) => task.ownerId === _request.user.id)',
    caughtBy: {
      'lists the tasks of everybody: a list asks about no single object': 200,
    },
  },
  {
    name: 'lets everybody in, known or not',
    misconception: "A class that is not in the view's list is asked by nobody.",
    file: 'app.ts',
    find: '...taskDetail, permissionClasses: [IsAuthenticated, IsOwner]',
    replace: '...taskDetail, permissionClasses: [IsAuthenticated]',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'opens the view to those who are not known',
    misconception:
      'Who you are and whether you may are two questions: without authentication nobody is the owner.',
    file: 'app.ts',
    find: '...taskDetail, permissionClasses: [IsAuthenticated, IsOwner]',
    replace: '...taskDetail, permissionClasses: [IsOwner], authenticationClasses: []',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'takes no owner and no id from the client': 403,
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers when the database has done all that it was asked': 403,
      'keeps both changes when two requests change a task at once': 404,
      'answers 404 when the task is deleted in the meantime': 200,
      'follows the policy of /api/tasks/{id}/': 403,
      'follows the policy of /api/tasks/999999/': 404,
    },
  },
  {
    name: 'deletes without answering',
    misconception: 'A 204 says that the task is gone: delete it first.',
    file: '06-is-owner/views.ts',
    find: `    await Task.objects.delete(await getTask(request))
    response.status(204).end()`,
    replace: `    await getTask(request)
    response.status(204).end()`,
    caughtBy: {
      'lets the owner delete a task': 200,
      'answers 404 when the task is deleted in the meantime': 200,
    },
  },
  {
    name: 'answers a deletion with 200',
    misconception: '204 says that it is done and that there is nothing to read.',
    file: '06-is-owner/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.json({})',
    caughtBy: {
      'lets the owner delete a task': 200,
      'answers when the database has done all that it was asked': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'refuses unknown requests with 403',
    misconception:
      '403 says that it would not help to log in; somebody unknown needs the 401 that says how.',
    file: '04-default-permission/views.ts',
    find: `  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()
`,
    replace: '',
    caughtBy: {
      'follows the policy of /api/tasks/': 403,
      'follows the policy of /api/tasks/{id}/': 403,
      'follows the policy of /api/tasks/999999/': 403,
    },
  },
  {
    name: 'forgets the owner when a task is replaced',
    misconception: 'PUT replaces what is there; it makes nothing new.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))
  },
  async patch`,
    replace: `    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.create({ ...values, ownerId: task.ownerId })))
  },
  async patch`,
    caughtBy: {
      'lets the owner replace a task': 200,
      'takes no owner and no id from the client': 200,
      'answers 404 when the task is deleted in the meantime': 200,
    },
  },
  {
    name: 'requires everything on PATCH',
    misconception: 'PATCH changes what is sent and keeps the rest: nothing is required.',
    file: '06-is-owner/views.ts',
    find: 'await validatePartial(',
    replace: 'await validate(',
    caughtBy: {
      'lets the owner change a task': 400,
      'keeps both changes when two requests change a task at once': 200,
    },
  },
  {
    name: 'leaves the list to IsOwner alone',
    misconception:
      'IsOwner answers for objects; of a request without one it asks nothing, and lets everybody in.',
    file: 'app.ts',
    find: '...taskList, permissionClasses: [IsAuthenticated, IsOwner]',
    replace: '...taskList, permissionClasses: [IsOwner]',
    caughtBy: {
      'follows the policy of /api/tasks/': 200,
    },
  },
  {
    name: 'makes hasObjectPermission asynchronous',
    misconception:
      'A promise is no answer: compared with true it refuses everybody, taken for true it lets everybody in.',
    file: '06-is-owner/permissions.ts',
    find: 'override hasObjectPermission(request: Request, task: { ownerId: number }): boolean',
    replace:
      'override async hasObjectPermission(request: Request, task: { ownerId: number }): Promise<boolean>',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'takes no owner and no id from the client': 403,
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers when the database has done all that it was asked': 403,
      'keeps both changes when two requests change a task at once': 404,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'takes a promise for a yes',
    misconception:
      'A promise is truthy, whatever it will answer: compare with true, and let nothing else in.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace: '!Promise.resolve(permission.hasObjectPermission(request, object as never))',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
      'refuses the object when a permission class answers a promise': 200,
      'refuses the object when a permission class answers nothing': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'compares with greater or equal',
    misconception: 'An id is a name, not a number to be ranked: equal is the only question.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'task.ownerId >= Number(request.user.id)',
    caughtBy: {
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
    },
  },
  {
    name: 'compares the beginnings of the ids',
    misconception: '1001 begins with 10: ids are compared whole.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'String(task.ownerId).startsWith(String(request.user.id).slice(0, 1))',
    caughtBy: {
      'answers 403 to GET on the task of somebody else': 200,
      'answers 403 to a stranger with a lower id, and to one with a higher': 200,
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 whatever the task says': 200,
      'answers 403 before it reads what was sent': 400,
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'remembers whom it has allowed',
    misconception:
      "The answer belongs to this user and this task; remembered by the task alone it is everybody's.",
    file: '06-is-owner/permissions.ts',
    imports: 'const opened = new Set<number>()',
    find: '    return task.ownerId === request.user.id',
    replace: `    if (task.ownerId === request.user.id) opened.add(task.ownerId)
    return opened.has(task.ownerId)`,
    caughtBy: {
      'answers 403 to a stranger also right after the owner was there': 200,
      'answers 403 to a stranger while the owner is answered': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'opens tasks that are done',
    misconception: "A task that is done is still its owner's.",
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId',
    replace: 'return (task as { completed?: boolean }).completed === true || task.ownerId',
    caughtBy: {
      'answers 403 whatever the task says': 200,
    },
  },
  {
    name: 'asks the last class about the object alone',
    misconception: 'Every class has to say yes.',
    file: '06-is-owner/generics.ts',
    find: 'of request.permissionClasses)',
    replace: 'of request.permissionClasses.slice(-1))',
    caughtBy: {
      'asks every permission class about the object, until one refuses': 200,
      'says what the first class that refuses the object has to say': 200,
    },
  },
  {
    name: 'takes every truthy answer about the object for a yes',
    misconception: 'A promise is truthy, whatever it will say; only `true` is a yes.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace: '!permission.hasObjectPermission(request, object as never)',
    caughtBy: {
      'refuses the object when a permission class answers a promise': 200,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: 'gives the object away when a class throws',
    misconception: 'An answer that could not be found is no yes: fail closed.',
    file: '06-is-owner/generics.ts',
    find: `  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }
  }`,
    replace: `  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    let allowed = true
    try {
      allowed = permission.hasObjectPermission(request, object as never)
    } catch {}
    if (allowed !== true) permissionDenied(request, permission.message)
  }`,
    caughtBy: {
      'gives nobody the object when a permission class throws': 200,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: 'drops the message of the class that refuses the object',
    misconception: 'The class knows why it refuses; `message` tells the user.',
    file: '06-is-owner/generics.ts',
    find: 'permissionDenied(request, permission.message)',
    replace: 'permissionDenied(request)',
    caughtBy: {
      'says what the first class that refuses the object has to say': 403,
    },
  },
  {
    name: 'takes the owner out of the body of a PUT',
    misconception: 'What `validate` does not return is not for the client to set.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validate(taskFields, await request.data())
    response.json(`,
    replace: `    const data = (await request.data()) as { owner?: number }
    const values = { ...(await validate(taskFields, data)), ...(Number(data.owner) && { ownerId: Number(data.owner) }) }
    response.json(`,
    caughtBy: {
      'takes no owner and no id from the client': 200,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: 'takes the owner out of the body of a PATCH',
    misconception: 'What `validatePartial` does not return is not for the client to set.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validatePartial(taskFields, await request.data())
`,
    replace: `    const data = (await request.data()) as { owner?: number }
    const values = { ...(await validatePartial(taskFields, data)), ...(Number(data.owner) && { ownerId: Number(data.owner) }) }
`,
    caughtBy: {
      'takes no owner and no id from the client': 200,
    },
  },
  {
    name: 'takes the owner of a new task out of the URL',
    misconception: 'The owner is who asks, whatever the client says.',
    file: '06-is-owner/views.ts',
    find: 'owner: request.user }',
    replace: 'ownerId: Number(request.query.owner) || Number(request.user.id) }',
    caughtBy: {
      'makes whoever creates a task its owner, whatever the body says': 403,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: 'reads the number at the beginning of the id',
    misconception: '`1abc` is no id: two URLs for one task are one too many.',
    file: '06-is-owner/generics.ts',
    find: '/^\\d+$/.test(String(request.params.id)) ? Number(request.params.id) : 0',
    replace: 'Number.parseInt(String(request.params.id), 10)',
    caughtBy: {
      'answers 404 to an id that is not made of digits alone': 200,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
  {
    name: 'lets staff delete any task',
    misconception:
      'Staff are no exception, whatever the method: that would be a second permission.',
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId === request.user.id',
    replace:
      "return task.ownerId === request.user.id || (request.user.isStaff && request.method === 'DELETE')",
    caughtBy: {
      'answers 404 when the task is deleted in the meantime': 204,
      'follows the policy of /api/tasks/{id}/': 204,
    },
  },
  {
    name: 'reads the body of a PATCH before the task',
    misconception: 'A 400 for the body tells a stranger that the task is there.',
    file: '06-is-owner/views.ts',
    find: `    const task = await getTask(request)
    const values = await validatePartial(taskFields, await request.data())
`,
    replace: `    const values = await validatePartial(taskFields, await request.data())
    const task = await getTask(request)
`,
    caughtBy: {
      'answers 403 before it reads what was sent': 400,
    },
  },
  {
    name: 'empties what a PUT does not mention',
    misconception: 'A field that is not required and not sent stays as it is, as in DRF.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))`,
    replace: `    const values = { description: '', ...(await validate(taskFields, await request.data())) }
    response.json(taskToRepresentation(await Task.objects.save(task, values)))`,
    caughtBy: {
      'lets the owner replace a task': 200,
    },
  },
  {
    name: 'answers 204 when the database has refused to delete',
    misconception: 'The client believes 204, and the task is still there: let the error pass.',
    file: '06-is-owner/views.ts',
    find: 'await Task.objects.delete(await getTask(request))',
    replace: 'await Task.objects.delete(await getTask(request)).catch(() => {})',
    caughtBy: {
      'answers 500, and stores nothing, when the database fails': 204,
    },
  },
  {
    name: 'writes every column back as it was read',
    misconception:
      'Between reading and writing somebody else may have changed the task: save what was sent, and nothing else.',
    file: '06-is-owner/views.ts',
    find: 'await validatePartial(taskFields, await request.data())',
    replace: `{
      ...{ title: task.title, description: task.description, completed: task.completed },
      ...(await validatePartial(taskFields, await request.data())),
    }`,
    caughtBy: {
      'keeps both changes when two requests change a task at once': 200,
    },
  },
  {
    name: 'answers with what was to be stored',
    misconception:
      'The task may be gone by then: what is stored is what save returns, and it throws when nothing is.',
    file: '06-is-owner/views.ts',
    find: `validatePartial(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))`,
    replace: `validatePartial(taskFields, await request.data())
    await Task.objects.update({ id: task.id }, values)
    response.json(taskToRepresentation(Object.assign(task, values)))`,
    caughtBy: {
      'lets the owner change a task': 500,
      'takes no owner and no id from the client': 500,
      'answers when the database has done all that it was asked': 500,
      'keeps both changes when two requests change a task at once': 404,
      'answers 404 when the task is deleted in the meantime': 500,
      'follows the policy of /api/tasks/{id}/': 500,
    },
  },
  {
    name: 'shares one look-up among all who ask for the same task',
    misconception:
      'A look-up that is shared was checked for whoever asked first; each request needs its own answer.',
    file: '06-is-owner/generics.ts',
    imports: 'const lookUps: Record<number, Promise<Task>> = {}',
    find: `  const task = await Task.objects.find({ id })
  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
  return task`,
    replace: `  lookUps[id] ??= (async () => {
    const task = await Task.objects.find({ id })
    if (!task) throw new NotFound()
    checkObjectPermissions(request, task)
    return task
  })().finally(() => delete lookUps[id])
  return lookUps[id]`,
    caughtBy: {
      'answers 403 to a stranger while the owner is answered': 200,
      'answers 404 when the task is deleted in the meantime': 204,
    },
  },
]
