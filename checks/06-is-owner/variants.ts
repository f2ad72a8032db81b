import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'swaps the two sides of the comparison',
    file: '06-is-owner/permissions.ts',
    find: 'task.ownerId === request.user.id',
    replace: 'request.user.id === task.ownerId',
  },
  {
    name: 'compares as numbers',
    file: '06-is-owner/permissions.ts',
    find: 'return task.ownerId === request.user.id',
    replace: `if (!request.user.isAuthenticated) return false
    return Number(task.ownerId) === Number(request.user.id)`,
  },
  {
    name: 'looks for the first class that refuses the object',
    buys: 'The name `find` says what the loop does, and the refusal is one line. It creates an instance of every class first.',
    file: '06-is-owner/generics.ts',
    find: `  for (const Permission of request.permissionClasses) {
    const permission = new Permission()
    if (permission.hasObjectPermission(request, object as never) !== true) {
      permissionDenied(request, permission.message)
    }
  }`,
    replace: `  const permissions = request.permissionClasses.map((Permission) => new Permission())
  const refusing = permissions.find((each) => each.hasObjectPermission(request, object as never) !== true)
  if (refusing) permissionDenied(request, refusing.message)`,
  },
  {
    name: 'checks in an if and else',
    file: '06-is-owner/generics.ts',
    find: `  if (!task) throw new NotFound()
  checkObjectPermissions(request, task)
  return task`,
    replace: `  if (task) checkObjectPermissions(request, task)
  else throw new NotFound()
  return task`,
  },
  {
    name: 'saves in one expression, the task first',
    buys: 'It needs no variable names. It works because JavaScript evaluates arguments from left to right, but two lines show that order better.',
    file: '06-is-owner/views.ts',
    find: `    const task = await getTask(request)
    const values = await validate(taskFields, await request.data())
    response.json(taskToRepresentation(await Task.objects.save(task, values)))`,
    replace: `    const saved = await Task.objects.save(
      await getTask(request),
      await validate(taskFields, await request.data()),
    )
    response.json(taskToRepresentation(saved))`,
  },
]
