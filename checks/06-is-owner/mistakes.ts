import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'does not check object permissions',
    misconception:
      'Object permissions are checked only if the view calls the check. DRF calls it in get_object.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: '',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
      'refuses the object when a permission class returns a promise': 200,
      'refuses the object when a permission class returns nothing': 200,
      'does not return the object when a permission class throws': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'does not check object permissions for GET',
    misconception: 'Reading needs permission too. IsOwner protects the whole object.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'GET') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
      'refuses the object when a permission class returns a promise': 200,
      'refuses the object when a permission class returns nothing': 200,
      'does not return the object when a permission class throws': 200,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'does not check object permissions for DELETE',
    misconception: 'DELETE changes the object too. Check in the function that every method uses.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'DELETE') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to another user right after a request from the owner': 204,
      'answers 403 whatever the task contains': 204,
      'follows the policy of /api/tasks/{id}/': 204,
    },
  },
  {
    name: 'does not check object permissions for PUT and PATCH',
    misconception: 'PUT and PATCH change the object. Check in the function that every method uses.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method === 'GET' || request.method === 'DELETE') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 before it reads the body': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'does not check object permissions for PATCH',
    misconception:
      'PATCH changes the object like PUT. Check in the function that every method uses.',
    file: '06-is-owner/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: `  if (request.method !== 'PATCH') checkObjectPermissions(request, task)
`,
    caughtBy: {
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 before it reads the body': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'checks object permissions after the change',
    misconception: 'A change that has been made cannot be refused. Check first.',
    file: '06-is-owner/views.ts',
    find: `  async patch(request, response) {
    const task = await getTask(request)`,
    replace: `  async patch(request, response) {
    const task = (await Task.objects.find({ id: Number(request.params.id) })) ?? (await getTask(request))
    await Task.objects.save(task, (await request.data()) as object)
    await getTask(request)`,
    caughtBy: {
      'accepts no owner and no id from the client': 500,
      'answers 403 before it reads the body': 400,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'checks permissions before it finds the task',
    misconception: 'Without a task there is no owner to compare. 404 comes before 403.',
    file: '06-is-owner/generics.ts',
    find: `  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
`,
    replace: `  checkObjectPermissions(request, task ?? { ownerId: 0 })
  if (!task) throw new NotFound()
`,
    caughtBy: {
      'lets the owner delete a task': 403,
      'answers 404 to an id that is not all digits': 403,
      'answers 404 when the task is deleted in the meantime': 200,
      'follows the policy of /api/tasks/999999/': 403,
    },
  },
  {
    name: 'answers 404 for the tasks of other users',
    misconception: 'Hiding an object with 404 is another policy. DRF answers 403.',
    file: '06-is-owner/generics.ts',
    find: 'if (!task) throw new NotFound()',
    replace: 'if (!task || task.ownerId !== request.user.id) throw new NotFound()',
    caughtBy: {
      'answers 403 to GET on the task of another user': 404,
      'answers 403 to other users, with lower and with higher ids': 404,
      'answers 403 to another user right after a request from the owner': 404,
      'answers 403 whatever the task contains': 404,
      'answers 403 before it reads the body': 404,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 404,
    },
  },
  {
    name: 'compares the id of the task with the id of the user',
    misconception: 'The id of a task is not the id of its owner. Compare `ownerId`.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { id?: number }).id === request.user.id',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'accepts no owner and no id from the client': 403,
      'makes the user who creates a task its owner, whatever the body says': 403,
      'answers 500, and stores nothing, when the database fails': 403,
      'answers only after every database call has finished': 403,
      'keeps both changes when two requests change a task at once': 403,
      'answers 403 to another user during a request from the owner': 403,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'compares names',
    misconception:
      'A task stores the id of its owner, not the name. A property that does not exist is undefined.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { owner?: string }).owner === request.user.username',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'accepts no owner and no id from the client': 403,
      'makes the user who creates a task its owner, whatever the body says': 403,
      'answers 500, and stores nothing, when the database fails': 403,
      'answers only after every database call has finished': 403,
      'keeps both changes when two requests change a task at once': 403,
      'answers 403 to another user during a request from the owner': 403,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'compares undefined with undefined',
    misconception:
      'Two properties that do not exist are both undefined, so they are equal, and every user is the owner.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: '(task as { owner?: number }).owner === (request.user as { userId?: number }).userId',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'allows staff',
    misconception:
      'IsOwner is only about ownership. If staff should get in, write a second permission.',
    file: '06-is-owner/permissions.ts',
    find: 'return task',
    replace: 'return request.user.isStaff || task',
    caughtBy: {
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'allows every user to read',
    misconception: 'That would be IsOwnerOrReadOnly. IsOwner protects reading too.',
    file: '06-is-owner/permissions.ts',
    find: 'return task',
    replace: "return request.method === 'GET' || task",
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'inverts the condition',
    misconception: '`hasObjectPermission` returns whether the request is allowed for the object.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request',
    replace: 'task.ownerId !== request',
    caughtBy: {
      'lets the owner delete a task': 403,
      'answers 403 to GET on the task of another user': 200,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'accepts no owner and no id from the client': 403,
      'answers 403 before it reads the body': 400,
      'makes the user who creates a task its owner, whatever the body says': 403,
      'answers 500, and stores nothing, when the database fails': 403,
      'answers only after every database call has finished': 403,
      'keeps both changes when two requests change a task at once': 403,
      'answers 403 to another user during a request from the owner': 403,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'checks only whether the user is authenticated',
    misconception: 'An authenticated user is not necessarily the owner.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'request.user.isAuthenticated',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'writes hasPermission instead of hasObjectPermission',
    misconception:
      '`hasPermission` is called before the object is found. Only `hasObjectPermission` can compare the owner.',
    file: '06-is-owner/permissions.ts',
    find: `override hasObjectPermission(request: Request, task: { ownerId: number }): boolean {
    return task.ownerId === request.user.id`,
    replace: `override hasPermission(request: Request): boolean {
    return request.user.isAuthenticated`,
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'calls hasPermission for the object',
    misconception:
      '`hasPermission` was already called for the request. For an object, call `hasObjectPermission`.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace:
      '(permission as unknown as { hasPermission(r: Request): boolean }).hasPermission(request) !== true',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
      'refuses the object when a permission class returns a promise': 200,
      'refuses the object when a permission class returns nothing': 200,
      'does not return the object when a permission class throws': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'uses only the first class',
    misconception: 'All classes in the list have to allow the object. IsOwner is the second.',
    file: '06-is-owner/generics.ts',
    find: 'of request.permissionClasses) {',
    replace: 'of request.permissionClasses.slice(0, 1)) {',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'ignores what hasObjectPermission returns',
    misconception: 'A result that is not used refuses no request.',
    file: '06-is-owner/generics.ts',
    find: `if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }`,
    replace: 'permission.hasObjectPermission(request, object as never)',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
      'refuses the object when a permission class returns a promise': 200,
      'refuses the object when a permission class returns nothing': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'refuses with 401',
    misconception:
      'The user is already authenticated, and logging in again would not help. The status is 403.',
    file: '06-is-owner/generics.ts',
    imports: "import { NotAuthenticated } from '#shared/exceptions.ts'",
    find: 'permissionDenied(request, permission.message)',
    replace: 'throw new NotAuthenticated()',
    caughtBy: {
      'answers 403 to GET on the task of another user': 401,
      'answers 403 to other users, with lower and with higher ids': 401,
      'answers 403 to another user right after a request from the owner': 401,
      'answers 403 whatever the task contains': 401,
      'sends the message of the first class that refuses the object': 401,
      'refuses the object when a permission class returns a promise': 401,
      'refuses the object when a permission class returns nothing': 401,
      'answers 403 before it reads the body': 401,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 401,
    },
  },
  {
    name: 'reads the body before it checks permissions',
    misconception:
      'Check permissions before you read the body. A 400 would reveal that the task exists.',
    file: '06-is-owner/views.ts',
    find: `    const task = await getTask(request)
    const values = await validate(`,
    replace: `    const data = await request.data()
    const task = await getTask(request)
    const values = await validate(`,
    caughtBy: {
      'answers 403 before it reads the body': 400,
    },
  },
  {
    name: 'reads the owner of a new task from the body',
    misconception: 'The client writes the body. The owner is the user who sent the request.',
    file: '06-is-owner/views.ts',
    find: 'owner: request.user })',
    replace:
      'ownerId: Number(((await request.data()) as { owner?: unknown })?.owner ?? request.user.id) })',
    caughtBy: {
      'makes the user who creates a task its owner, whatever the body says': 403,
    },
  },
  {
    name: "lists only the user's own tasks",
    misconception:
      'Filtering a list is a good policy, but has_object_permission does not do it. DRF does not call it for lists.',
    file: '06-is-owner/views.ts',
    find: 'await Task.objects.all()',
    replace: '(await Task.objects.all()).filter((task) => task.ownerId === _request.user.id)',
    caughtBy: {
      'lists the tasks of all users: a list checks no object permission': 200,
    },
  },
  {
    name: "leaves IsOwner out of the view's list",
    misconception: "A class that is not in the view's list is never called.",
    file: 'app.ts',
    find: '...taskDetail, permissionClasses: [IsAuthenticated, IsOwner]',
    replace: '...taskDetail, permissionClasses: [IsAuthenticated]',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'leaves authentication out of the view',
    misconception:
      'Authentication and permission are separate. Without authentication, no request comes from the owner.',
    file: 'app.ts',
    find: '...taskDetail, permissionClasses: [IsAuthenticated, IsOwner]',
    replace: '...taskDetail, permissionClasses: [IsOwner], authenticationClasses: []',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'accepts no owner and no id from the client': 403,
      'makes the user who creates a task its owner, whatever the body says': 403,
      'answers 500, and stores nothing, when the database fails': 403,
      'answers only after every database call has finished': 403,
      'keeps both changes when two requests change a task at once': 403,
      'answers 403 to another user during a request from the owner': 403,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
      'follows the policy of /api/tasks/999999/': 404,
    },
  },
  {
    name: 'answers 204 without deleting',
    misconception: 'A 204 means that the task is deleted. Delete it before you respond.',
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
    name: 'answers DELETE with 200',
    misconception: '204 means success without a response body.',
    file: '06-is-owner/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.json({})',
    caughtBy: {
      'lets the owner delete a task': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'refuses anonymous requests with 403',
    misconception:
      '403 means that logging in does not help. An anonymous client needs the 401 that says how to log in.',
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
    name: 'creates a new task on PUT',
    misconception: 'PUT replaces the existing task. It does not create one.',
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
      'accepts no owner and no id from the client': 200,
      'answers 404 when the task is deleted in the meantime': 200,
    },
  },
  {
    name: 'requires every field on PATCH',
    misconception: 'PATCH changes only the fields that were sent. No field is required.',
    file: '06-is-owner/views.ts',
    find: 'await validatePartial(',
    replace: 'await validate(',
    caughtBy: {
      'lets the owner change a task': 400,
      'keeps both changes when two requests change a task at once': 200,
    },
  },
  {
    name: 'uses only IsOwner for the list',
    misconception:
      'IsOwner checks objects. For a request without an object, it allows every client.',
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
      'A promise is not an answer. Compared with true, it refuses every request; treated as truthy, it allows every request.',
    file: '06-is-owner/permissions.ts',
    find: 'override hasObjectPermission(request: Request, task: { ownerId: number }): boolean',
    replace:
      'override async hasObjectPermission(request: Request, task: { ownerId: number }): Promise<boolean>',
    caughtBy: {
      'lets the owner delete a task': 403,
      'lets the owner replace a task': 403,
      'lets the owner change a task': 403,
      'accepts no owner and no id from the client': 403,
      'makes the user who creates a task its owner, whatever the body says': 403,
      'answers 500, and stores nothing, when the database fails': 403,
      'answers only after every database call has finished': 403,
      'keeps both changes when two requests change a task at once': 403,
      'answers 403 to another user during a request from the owner': 403,
      'answers 404 when the task is deleted in the meantime': 403,
      'follows the policy of /api/tasks/{id}/': 403,
    },
  },
  {
    name: 'treats a promise as true',
    misconception: 'A promise is truthy, whatever it resolves to. Compare with `true`.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace: '!Promise.resolve(permission.hasObjectPermission(request, object as never))',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
      'refuses the object when a permission class returns a promise': 200,
      'refuses the object when a permission class returns nothing': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'compares with greater or equal',
    misconception: 'Ids have no meaningful order. Compare them with `===`.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'task.ownerId >= Number(request.user.id)',
    caughtBy: {
      'answers 403 to other users, with lower and with higher ids': 200,
    },
  },
  {
    name: 'compares the first digits of the ids',
    misconception: '1001 begins with the same digits as 10. Compare whole ids.',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'String(task.ownerId).startsWith(String(request.user.id).slice(0, 1))',
    caughtBy: {
      'answers 403 to GET on the task of another user': 200,
      'answers 403 to other users, with lower and with higher ids': 200,
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 whatever the task contains': 200,
      'answers 403 before it reads the body': 400,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'remembers which owners it has allowed',
    misconception:
      'The result is for one user and one task. Remembered without the user, it applies to every user.',
    file: '06-is-owner/permissions.ts',
    imports: 'const opened = new Set<number>()',
    find: '    return task.ownerId === request.user.id',
    replace: `    if (task.ownerId === request.user.id) opened.add(task.ownerId)
    return opened.has(task.ownerId)`,
    caughtBy: {
      'answers 403 to another user right after a request from the owner': 200,
      'answers 403 to another user during a request from the owner': 200,
      'follows the policy of /api/tasks/{id}/': 200,
    },
  },
  {
    name: 'allows completed tasks for every user',
    misconception: 'A completed task still belongs to its owner.',
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId',
    replace: 'return (task as { completed?: boolean }).completed === true || task.ownerId',
    caughtBy: {
      'answers 403 whatever the task contains': 200,
    },
  },
  {
    name: 'checks only the last class for the object',
    misconception: 'Every class has to return true.',
    file: '06-is-owner/generics.ts',
    find: 'of request.permissionClasses)',
    replace: 'of request.permissionClasses.slice(-1))',
    caughtBy: {
      'calls every permission class for the object until one refuses': 200,
      'sends the message of the first class that refuses the object': 200,
    },
  },
  {
    name: 'accepts every truthy answer for the object',
    misconception: 'A promise is truthy, whatever it resolves to. Accept only `true`.',
    file: '06-is-owner/generics.ts',
    find: 'permission.hasObjectPermission(request, object as never) !== true',
    replace: '!permission.hasObjectPermission(request, object as never)',
    caughtBy: {
      'refuses the object when a permission class returns a promise': 200,
    },
  },
  {
    name: 'returns the object when a class throws',
    misconception: 'Without a result, refuse the request: fail closed.',
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
      'does not return the object when a permission class throws': 200,
    },
  },
  {
    name: 'drops the message of the class that refuses the object',
    misconception: 'The class knows why it refuses. `message` tells the user.',
    file: '06-is-owner/generics.ts',
    find: 'permissionDenied(request, permission.message)',
    replace: 'permissionDenied(request)',
    caughtBy: {
      'sends the message of the first class that refuses the object': 403,
    },
  },
  {
    name: 'reads the owner from the body of a PUT',
    misconception: 'The client can set only the fields that `validate` returns.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validate(taskFields, await request.data())
    response.json(`,
    replace: `    const data = (await request.data()) as { owner?: number }
    const values = { ...(await validate(taskFields, data)), ...(Number(data.owner) && { ownerId: Number(data.owner) }) }
    response.json(`,
    caughtBy: {
      'accepts no owner and no id from the client': 200,
    },
  },
  {
    name: 'reads the owner from the body of a PATCH',
    misconception: 'The client can set only the fields that `validatePartial` returns.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validatePartial(taskFields, await request.data())
`,
    replace: `    const data = (await request.data()) as { owner?: number }
    const values = { ...(await validatePartial(taskFields, data)), ...(Number(data.owner) && { ownerId: Number(data.owner) }) }
`,
    caughtBy: {
      'accepts no owner and no id from the client': 200,
    },
  },
  {
    name: 'reads the owner of a new task from the URL',
    misconception: 'The owner is the user who sent the request, whatever the URL says.',
    file: '06-is-owner/views.ts',
    find: 'owner: request.user }',
    replace: 'ownerId: Number(request.query.owner) || Number(request.user.id) }',
    caughtBy: {
      'makes the user who creates a task its owner, whatever the body says': 403,
    },
  },
  {
    name: 'parses only the beginning of the id',
    misconception: '`1abc` is not an id. A task must have only one URL.',
    file: '06-is-owner/generics.ts',
    find: '/^\\d+$/.test(String(request.params.id)) ? Number(request.params.id) : 0',
    replace: 'Number.parseInt(String(request.params.id), 10)',
    caughtBy: {
      'answers 404 to an id that is not all digits': 200,
    },
  },
  {
    name: 'lets staff delete any task',
    misconception:
      'Staff are no exception, whatever the method. That would be a second permission.',
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId === request.user.id',
    replace:
      "return task.ownerId === request.user.id || (request.user.isStaff && request.method === 'DELETE')",
    caughtBy: {
      'follows the policy of /api/tasks/{id}/': 204,
    },
  },
  {
    name: 'reads the body of a PATCH before the task',
    misconception: 'A 400 for the body reveals to another user that the task exists.',
    file: '06-is-owner/views.ts',
    find: `    const task = await getTask(request)
    const values = await validatePartial(taskFields, await request.data())
`,
    replace: `    const values = await validatePartial(taskFields, await request.data())
    const task = await getTask(request)
`,
    caughtBy: {
      'answers 403 before it reads the body': 400,
    },
  },
  {
    name: 'clears the fields that a PUT leaves out',
    misconception: 'An optional field that is not sent keeps its value, as in DRF.',
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
    name: 'answers 204 when the database fails to delete',
    misconception:
      'The client relies on the 204, but the task still exists. Do not catch the error.',
    file: '06-is-owner/views.ts',
    find: 'await Task.objects.delete(await getTask(request))',
    replace: 'await Task.objects.delete(await getTask(request)).catch(() => {})',
    caughtBy: {
      'answers 500, and stores nothing, when the database fails': 204,
    },
  },
  {
    name: 'writes back every column as it was read',
    misconception:
      'Another request can change the task between the read and the write. Save only what was sent.',
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
    name: 'answers with what should have been stored',
    misconception:
      'The task can be deleted in the meantime. Respond with what `save` returns; it throws when the task is gone.',
    file: '06-is-owner/views.ts',
    find: `validatePartial(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))`,
    replace: `validatePartial(taskFields, await request.data())
    await Task.objects.update({ id: task.id }, values)
    response.json(taskToRepresentation(Object.assign(task, values)))`,
    caughtBy: {
      'lets the owner change a task': 500,
      'accepts no owner and no id from the client': 500,
      'answers 500, and stores nothing, when the database fails': 500,
      'answers only after every database call has finished': 500,
      'keeps both changes when two requests change a task at once': 500,
      'answers 404 when the task is deleted in the meantime': 500,
      'follows the policy of /api/tasks/{id}/': 500,
    },
  },
  {
    name: 'shares one lookup among requests for the same task',
    misconception:
      'A shared lookup is checked only for the first user. Each request needs its own check.',
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
      'answers 403 to another user during a request from the owner': 200,
    },
  },
  {
    name: 'drops empty and false values of a PATCH',
    misconception:
      'An empty text and false are values. A field is missing only if the body does not have it.',
    file: '06-is-owner/views.ts',
    find: `    const values = await validatePartial(taskFields, await request.data())
    response.json(`,
    replace: `    const sent = await validatePartial(taskFields, await request.data())
    const values = Object.fromEntries(Object.entries(sent).filter(([, value]) => value))
    response.json(`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'sorts the list by the id as text',
    misconception: 'As text, 10 comes before 9. Compare numbers as numbers.',
    file: '06-is-owner/views.ts',
    find: '    response.json(tasks.map(taskToRepresentation))',
    replace: `    const sorted = tasks.toSorted((a, b) => String(a.id).localeCompare(String(b.id)))
    response.json(sorted.map(taskToRepresentation))`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'compares the ids as bytes',
    misconception:
      'A byte holds 256 values, so the users 1 and 257 have the same byte. Compare the numbers.',
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId === request.user.id',
    replace: 'return Buffer.from([task.ownerId]).equals(Buffer.from([Number(request.user.id)]))',
    caughtBy: {},
    exam: true,
  },
]
