import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'does not filter by owner',
    misconception:
      'Permissions are not checked for the rows of a list. Only a filter can hide them.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return queryset',
    caughtBy: {
      'lists only the tasks of the authenticated user': 200,
      'lists the same tasks, whichever user the query names': 200,
      'shows staff only their own tasks': 200,
      'follows the policy of /api/v2/tasks/{id}/': 403,
      'searches only the title and description of tasks that the user owns': 200,
    },
  },
  {
    name: 'lets staff see everything',
    misconception: 'In this API, a task is visible only to its owner. Staff are no exception.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return request.user.isStaff ? queryset : queryset.filter({ owner: request.user })',
    caughtBy: {
      'shows staff only their own tasks': 200,
      'follows the policy of /api/v2/tasks/{id}/': 403,
    },
  },
  {
    name: 'trusts a user named in the query',
    misconception: 'The client writes the URL. The user who sent the request is `request.user`.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace:
      "return queryset.filter({ owner: { id: Number(queryParams(request).get('owner') ?? request.user.id) } })",
    caughtBy: {
      'lists the same tasks, whichever user the query names': 200,
    },
  },
  {
    name: 'filters the list but not a single task',
    misconception: 'If single tasks are not filtered, a client can read all of them by trying ids.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return request.params.id ? queryset : queryset.filter({ owner: request.user })',
    caughtBy: {
      'follows the policy of /api/v2/tasks/{id}/': 403,
    },
  },
  {
    name: 'does not filter for DELETE',
    misconception:
      'The filter applies to every method. A user cannot change a task that they cannot see.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: `return request.method === 'DELETE' ? queryset : queryset.filter({ owner: request.user })`,
    caughtBy: {
      'follows the policy of /api/v2/tasks/{id}/': 403,
    },
  },
  {
    name: 'does not filter for PUT and PATCH',
    misconception:
      'The filter applies to every method. A user cannot change a task that they cannot see.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: `return ['PUT', 'PATCH'].includes(request.method) ? queryset : queryset.filter({ owner: request.user })`,
    caughtBy: {
      'follows the policy of /api/v2/tasks/{id}/': 403,
    },
  },
  {
    name: 'searches only the title',
    misconception: '`search` searches all `searchFields` of the view.',
    file: '08-filtering/filters.ts',
    find: 'searchFields.map(',
    replace: 'searchFields.slice(0, 1).map(',
    caughtBy: {
      'finds a task by a word in its title or description': 200,
      'finds a task only if every word is in it': 200,
      'searches without regard to case': 200,
    },
  },
  {
    name: 'requires every word in every field',
    misconception: 'Each word can be in a different field.',
    file: '08-filtering/filters.ts',
    find: 'found.filterAny(',
    replace: 'found.filter(',
    caughtBy: {
      'finds a task by a word in its title or description': 200,
      'finds a task only if every word is in it': 200,
      'searches without regard to case': 200,
      'treats wildcards as plain text': 200,
      'applies all filters together': 200,
      'applies the filters before it looks for a single task': 404,
    },
  },
  {
    name: 'searches only for the last word',
    misconception: 'Every word must match. Continue with the rows that are left.',
    file: '08-filtering/filters.ts',
    find: 'found = found.filterAny(',
    replace: 'found = queryset.filterAny(',
    caughtBy: {
      'finds a task only if every word is in it': 200,
    },
  },
  {
    name: 'requires the word to be the whole field',
    misconception: 'A search matches part of a text.',
    file: '08-filtering/filters.ts',
    find: '__icontains`, term]',
    replace: '`, term]',
    caughtBy: {
      'finds a task by a word in its title or description': 200,
      'finds a task only if every word is in it': 200,
      'searches without regard to case': 200,
      'treats wildcards as plain text': 200,
      'applies all filters together': 200,
      'applies the filters before it looks for a single task': 404,
    },
  },
  {
    name: 'converts the words to lower case',
    misconception:
      'The lookup ignores case. Beyond ASCII a converted word does not find the original.',
    file: '08-filtering/filters.ts',
    find: `text.split(/[\\s,]+/)`,
    replace: `text.toLowerCase().split(/[\\s,]+/)`,
    caughtBy: {
      'searches without regard to case': 200,
    },
  },
  {
    name: 'escapes wildcards',
    misconception:
      '`icontains` treats every character as text. With a backslash, it is a different word.',
    file: '08-filtering/filters.ts',
    find: '__icontains`, term]',
    replace: '__icontains`, term.replace(/[%_.*^$]/g, "\\\\$&")]',
    caughtBy: {
      'treats wildcards as plain text': 200,
    },
  },
  {
    name: 'searches for the whole text at once',
    misconception: 'Split the search into words and look for each of them.',
    file: '08-filtering/filters.ts',
    find: 'of this.getSearchTerms(request)',
    replace: `of [queryParams(request).get('search') ?? '']`,
    caughtBy: {
      'finds a task only if every word is in it': 200,
    },
  },
  {
    name: 'searches fields that the view does not list',
    misconception: 'Search only the fields that the view lists. Other fields can be secret.',
    file: '08-filtering/filters.ts',
    find: 'searchFields.map(',
    replace: `[...searchFields, 'createdAt'].map(`,
    caughtBy: {
      'searches only the title and description of tasks that the user owns': 200,
    },
  },
  {
    name: 'allows every field',
    misconception:
      'The order of a list reveals the values that it is sorted by, even if they are not shown.',
    file: '08-filtering/filters.ts',
    find: `return names.filter((name) => orderingFields.includes(name.replace(/^-/, '')))`,
    replace: `return names.filter((name) => name !== '')`,
    caughtBy: {
      'does not order by a field that the view does not allow': 500,
      'keeps the allowed fields when others are not allowed': 500,
    },
  },
  {
    name: 'allows no descending order',
    misconception: 'The `-` is the direction of the order. It is not part of the name.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: 'name',
    caughtBy: {
      'orders by an allowed field, ascending and descending': 200,
    },
  },
  {
    name: 'removes a minus anywhere in the name',
    misconception:
      '`replace` with a string removes the first `-` anywhere in the name. `ti-tle` is not `title`.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace('-', '')`,
    caughtBy: {
      'does not order by a field that the view does not allow': 500,
    },
  },
  {
    name: 'removes every minus before the name',
    misconception: 'Remove only one `-`. `--title` is not an allowed name.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace(/^-+ ?/, '')`,
    caughtBy: {
      'does not order by a field that the view does not allow': 500,
    },
  },
  {
    name: 'removes any sign before the name',
    misconception: 'Only `-` has a meaning. A name with another sign before it is not allowed.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace(/^\\W/, '')`,
    caughtBy: {
      'does not order by a field that the view does not allow': 500,
    },
  },
  {
    name: 'compares names case-insensitively',
    misconception: 'Field names are case-sensitive.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace(/^-/, '').toLowerCase()`,
    caughtBy: {
      'does not order by a field that the view does not allow': 500,
    },
  },
  {
    name: 'drops all names when one is not allowed',
    misconception: 'Drop the names that are not allowed, and keep the others.',
    file: '08-filtering/filters.ts',
    find: `return names.filter((name) => orderingFields.includes(name.replace(/^-/, '')))`,
    replace: `return names.every((name) => orderingFields.includes(name.replace(/^-/, ''))) ? names : []`,
    caughtBy: {
      'keeps the allowed fields when others are not allowed': 200,
    },
  },
  {
    name: 'uses only the first filter backend',
    misconception: 'Each backend of the view filters the result of the previous one.',
    file: '08-filtering/generics.ts',
    find: 'of view.filterBackends)',
    replace: 'of view.filterBackends.slice(0, 1))',
    caughtBy: {
      'finds a task by a word in its title or description': 200,
      'finds a task only if every word is in it': 200,
      'searches without regard to case': 200,
      'treats wildcards as plain text': 200,
      'searches only the title and description of tasks that the user owns': 200,
      'lists the newest task first by default': 200,
      'orders by an allowed field, ascending and descending': 200,
      'does not order by a field that the view does not allow': 200,
      'keeps the allowed fields when others are not allowed': 200,
      'applies all filters together': 200,
      'applies the filters before it looks for a single task': 200,
      'answers 400 to an invalid date and time': 200,
    },
  },
  {
    name: 'leaves out the first filter backend',
    misconception: 'Each backend of the view filters the result of the previous one.',
    file: '08-filtering/generics.ts',
    find: 'of view.filterBackends)',
    replace: 'of view.filterBackends.slice(1))',
    caughtBy: {
      'lists only the tasks of the authenticated user': 200,
      'lists the same tasks, whichever user the query names': 200,
      'shows staff only their own tasks': 200,
      'follows the policy of /api/v2/tasks/{id}/': 403,
      'searches only the title and description of tasks that the user owns': 200,
    },
  },
  {
    name: 'passes all rows to every backend',
    misconception: 'Pass each backend the result of the previous one.',
    file: '08-filtering/generics.ts',
    find: 'filterQueryset(request, filtered, view)',
    replace: 'filterQueryset(request, queryset, view)',
    caughtBy: {
      'lists only the tasks of the authenticated user': 200,
      'lists the same tasks, whichever user the query names': 200,
      'shows staff only their own tasks': 200,
      'follows the policy of /api/v2/tasks/{id}/': 403,
      'finds a task by a word in its title or description': 200,
      'finds a task only if every word is in it': 200,
      'searches without regard to case': 200,
      'treats wildcards as plain text': 200,
      'searches only the title and description of tasks that the user owns': 200,
      'applies all filters together': 200,
      'applies the filters before it looks for a single task': 200,
    },
  },
  {
    name: 'finds the task without the filters',
    misconception:
      'A task that is hidden from the list must also be hidden from a client that knows its id.',
    file: '08-filtering/generics.ts',
    find: 'await filterQueryset(request, queryset, view).first()',
    replace: 'await queryset.first()',
    caughtBy: {
      'follows the policy of /api/v2/tasks/{id}/': 403,
      'applies the filters before it looks for a single task': 200,
    },
  },
  {
    name: 'answers 403 for a hidden task',
    misconception: 'A 403 reveals that the task exists. Respond as for an unknown id.',
    file: '08-filtering/generics.ts',
    imports: `import { PermissionDenied } from '#shared/exceptions.ts'`,
    find: 'if (!task) throw new NotFound()',
    replace: 'if (!task) throw new PermissionDenied()',
    caughtBy: {
      'follows the policy of /api/v2/tasks/{id}/': 403,
      'answers 404 to an unknown id': 403,
      'lets the owner read, change, replace and delete a task': 403,
      'applies the filters before it looks for a single task': 403,
    },
  },
  {
    name: 'does not check object permissions',
    misconception: 'The filter is one line of defence, and the permission is another.',
    file: '08-filtering/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: '',
    caughtBy: {
      'checks object permissions for the task that it finds': 200,
    },
  },
  {
    name: 'ignores the id',
    misconception: 'The filters leave all rows of the user. The URL names one of them.',
    file: '08-filtering/generics.ts',
    find: '.filter({ id: idOf(request) })',
    replace: '',
    caughtBy: {
      'lets the owner read, change, replace and delete a task': 200,
    },
  },
  {
    name: 'also changes version 1',
    misconception:
      'Clients of version 1 rely on its behaviour. A changed behaviour needs a new version.',
    file: 'app.ts',
    find: 'apiView({ ...taskDetail,',
    replace: 'apiView({ ...ownTask,',
    caughtBy: {
      'leaves version 1 unchanged: it answers 403 to another user': 404,
    },
  },
  {
    name: 'opens version 2 to anonymous clients',
    misconception: 'Without a user, there is no owner whose tasks to list.',
    file: 'app.ts',
    find: `      ...taskPages,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [IsAuthenticated, IsOwner],`,
    replace: `      ...taskPages,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [],`,
    caughtBy: {
      'follows the policy of /api/v2/tasks/': 200,
    },
  },
  {
    name: 'ignores invalid date parameters',
    misconception:
      'A filter that cannot be parsed must be refused. Do not return all rows as if it had matched.',
    file: '08-filtering/filters.ts',
    find: 'return filterTasks(queryParams(request), queryset)',
    replace: `try {
      return filterTasks(queryParams(request), queryset)
    } catch {
      return queryset
    }`,
    caughtBy: {
      'answers 400 to an invalid date and time': 200,
    },
  },
  {
    name: 'writes back the fields that a PATCH does not change',
    misconception:
      'Another request may have changed the other fields in the meantime. Save only what the body has.',
    file: '08-filtering/views.ts',
    find: '    const values = await validatePartial(taskFields, await request.data())',
    replace: `    const { title, description, completed } = task
    const sent = await validatePartial(taskFields, await request.data())
    const values = { title, description, completed, ...sent }`,
    caughtBy: {},
    exam: true,
  },
]
