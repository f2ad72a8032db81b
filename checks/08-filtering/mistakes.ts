import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the checks that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'forgets to ask whose the tasks are',
    misconception:
      'No permission is asked about the rows of a list: only the filter can hide them.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return queryset',
    caughtBy: {
      'lists the tasks of the user who asks, and no others': 200,
      'lists the same, whoever the query says that you are': 200,
      'shows staff no more than their own': 200,
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
      'searches nobody else’s tasks, and nothing but title and description': 200,
    },
  },
  {
    name: 'lets staff see everything',
    misconception:
      'Staff have rights in the admin site; in this API a task belongs to its owner alone.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return request.user.isStaff ? queryset : queryset.filter({ owner: request.user })',
    caughtBy: {
      'shows staff no more than their own': 200,
      'answers 404 to staff on the task of somebody else': 403,
    },
  },
  {
    name: 'believes a user who is named in the query',
    misconception: 'The client writes the URL: the user who asks is in `request.user`.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace:
      "return queryset.filter({ owner: { id: Number(queryParams(request).get('owner') ?? request.user.id) } })",
    caughtBy: {
      'lists the same, whoever the query says that you are': 200,
    },
  },
  {
    name: 'filters the list and not the single task',
    misconception: 'If single tasks are not filtered, counting up the ids gets around the list.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: 'return request.params.id ? queryset : queryset.filter({ owner: request.user })',
    caughtBy: {
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
    },
  },
  {
    name: 'filters reading and not deleting',
    misconception:
      'The filter applies to every method: a task that a user cannot see, the user cannot change.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: `return request.method === 'DELETE' ? queryset : queryset.filter({ owner: request.user })`,
    caughtBy: {
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
    },
  },
  {
    name: 'filters reading and not writing',
    misconception:
      'The filter applies to every method: a task that a user cannot see, the user cannot change.',
    file: '08-filtering/filters.ts',
    find: 'return queryset.filter({ owner: request.user })',
    replace: `return ['PUT', 'PATCH'].includes(request.method) ? queryset : queryset.filter({ owner: request.user })`,
    caughtBy: {
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
    },
  },
  {
    name: 'searches the title alone',
    misconception: '`search` looks in each of the `searchFields` of the view.',
    file: '08-filtering/filters.ts',
    find: 'searchFields.map(',
    replace: 'searchFields.slice(0, 1).map(',
    caughtBy: {
      'finds a task by a word of its title or of its description': 200,
      'finds a task only if every word is in it': 200,
      'takes capitals and small letters for the same': 200,
    },
  },
  {
    name: 'wants every word in every field',
    misconception: 'A word may stand in one field, the next in another.',
    file: '08-filtering/filters.ts',
    find: 'found.filterAny(',
    replace: 'found.filter(',
    caughtBy: {
      'finds a task by a word of its title or of its description': 200,
      'finds a task only if every word is in it': 200,
      'takes capitals and small letters for the same': 200,
      'takes the signs of patterns for letters': 200,
      'asks all the filters, not one of them': 200,
      'lets the filters choose before it looks for a single task': 404,
    },
  },
  {
    name: 'looks for the last word alone',
    misconception: 'Each further word must be found, too: go on with the rows that are left.',
    file: '08-filtering/filters.ts',
    find: 'found = found.filterAny(',
    replace: 'found = queryset.filterAny(',
    caughtBy: {
      'finds a task only if every word is in it': 200,
    },
  },
  {
    name: 'wants the word to be the whole field',
    misconception: 'A search finds a part of a text.',
    file: '08-filtering/filters.ts',
    find: '__icontains`, term]',
    replace: '`, term]',
    caughtBy: {
      'finds a task by a word of its title or of its description': 200,
      'finds a task only if every word is in it': 200,
      'takes capitals and small letters for the same': 200,
      'takes the signs of patterns for letters': 200,
      'asks all the filters, not one of them': 200,
      'lets the filters choose before it looks for a single task': 404,
    },
  },
  {
    name: 'escapes the signs of patterns',
    misconception:
      '`icontains` takes every sign for a letter: with a backslash it is another word.',
    file: '08-filtering/filters.ts',
    find: '__icontains`, term]',
    replace: '__icontains`, term.replace(/[%_.*^$]/g, "\\\\$&")]',
    caughtBy: {
      'takes the signs of patterns for letters': 200,
    },
  },
  {
    name: 'searches for the text as it stands',
    misconception: 'Split the search into words and look for each of them.',
    file: '08-filtering/filters.ts',
    find: 'of this.getSearchTerms(request)',
    replace: `of [queryParams(request).get('search') ?? '']`,
    caughtBy: {
      'finds a task only if every word is in it': 200,
    },
  },
  {
    name: 'searches more fields than the view names',
    misconception: 'Search only the fields that the view names: the others may be secret.',
    file: '08-filtering/filters.ts',
    find: 'searchFields.map(',
    replace: `[...searchFields, 'createdAt'].map(`,
    caughtBy: {
      'searches nobody else’s tasks, and nothing but title and description': 200,
    },
  },
  {
    name: 'allows every name',
    misconception:
      'The order of a list reveals the values it is sorted by, even if they are not shown.',
    file: '08-filtering/filters.ts',
    find: `return names.filter((name) => orderingFields.includes(name.replace(/^-/, '')))`,
    replace: `return names.filter((name) => name !== '')`,
    caughtBy: {
      'orders by nothing that the view does not allow': 500,
      'keeps the allowed names among others': 500,
    },
  },
  {
    name: 'allows no order backwards',
    misconception: 'The `-` says in which direction to sort; it is not a part of the name.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: 'name',
    caughtBy: {
      'orders by an allowed name, forwards and backwards': 200,
    },
  },
  {
    name: 'takes the sign off wherever it stands',
    misconception:
      '`replace` with a string takes the first `-` of the name, at its start or not: `ti-tle` is not `title`.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace('-', '')`,
    caughtBy: {
      'orders by nothing that the view does not allow': 500,
    },
  },
  {
    name: 'strips every sign before the name',
    misconception: 'Take off one `-` only: `--title` is not an allowed name.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace(/^-+ ?/, '')`,
    caughtBy: {
      'orders by nothing that the view does not allow': 500,
    },
  },
  {
    name: 'takes capitals for the same name',
    misconception: 'Field names are case-sensitive.',
    file: '08-filtering/filters.ts',
    find: `name.replace(/^-/, '')`,
    replace: `name.replace(/^-/, '').toLowerCase()`,
    caughtBy: {
      'orders by nothing that the view does not allow': 500,
    },
  },
  {
    name: 'drops everything when one name is wrong',
    misconception: 'Drop the names that are not allowed, and keep the others.',
    file: '08-filtering/filters.ts',
    find: `return names.filter((name) => orderingFields.includes(name.replace(/^-/, '')))`,
    replace: `return names.every((name) => orderingFields.includes(name.replace(/^-/, ''))) ? names : []`,
    caughtBy: {
      'keeps the allowed names among others': 200,
    },
  },
  {
    name: 'asks the first filter backend alone',
    misconception: 'Every backend of the view filters what the one before it has left.',
    file: '08-filtering/generics.ts',
    find: 'of view.filterBackends)',
    replace: 'of view.filterBackends.slice(0, 1))',
    caughtBy: {
      'finds a task by a word of its title or of its description': 200,
      'finds a task only if every word is in it': 200,
      'takes the signs of patterns for letters': 200,
      'searches nobody else’s tasks, and nothing but title and description': 200,
      'lists the newest task first, unless another order is asked for': 200,
      'orders by an allowed name, forwards and backwards': 200,
      'orders by nothing that the view does not allow': 200,
      'keeps the allowed names among others': 200,
      'asks all the filters, not one of them': 200,
      'lets the filters choose before it looks for a single task': 200,
      'answers 400 to a moment that is none': 200,
    },
  },
  {
    name: 'leaves out the first filter backend',
    misconception: 'Every backend of the view filters what the one before it has left.',
    file: '08-filtering/generics.ts',
    find: 'of view.filterBackends)',
    replace: 'of view.filterBackends.slice(1))',
    caughtBy: {
      'lists the tasks of the user who asks, and no others': 200,
      'lists the same, whoever the query says that you are': 200,
      'shows staff no more than their own': 200,
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
      'searches nobody else’s tasks, and nothing but title and description': 200,
    },
  },
  {
    name: 'asks every backend about all rows',
    misconception: 'Each backend has to go on with what the one before has left.',
    file: '08-filtering/generics.ts',
    find: 'filterQueryset(request, filtered, view)',
    replace: 'filterQueryset(request, queryset, view)',
    caughtBy: {
      'lists the tasks of the user who asks, and no others': 200,
      'lists the same, whoever the query says that you are': 200,
      'shows staff no more than their own': 200,
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
      'finds a task by a word of its title or of its description': 200,
      'finds a task only if every word is in it': 200,
      'takes the signs of patterns for letters': 200,
      'searches nobody else’s tasks, and nothing but title and description': 200,
      'asks all the filters, not one of them': 200,
      'lets the filters choose before it looks for a single task': 200,
    },
  },
  {
    name: 'finds the task without the filters',
    misconception: 'What a filter hides from a list must be hidden from those who know the id.',
    file: '08-filtering/generics.ts',
    find: 'await filterQueryset(request, queryset, view).first()',
    replace: 'await queryset.first()',
    caughtBy: {
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
      'lets the filters choose before it looks for a single task': 200,
    },
  },
  {
    name: 'answers 403 for a task that is hidden',
    misconception: 'A 403 says that there is one: the answer is that for an id that no task has.',
    file: '08-filtering/generics.ts',
    imports: `import { PermissionDenied } from '#shared/exceptions.ts'`,
    find: 'if (!task) throw new NotFound()',
    replace: 'if (!task) throw new PermissionDenied()',
    caughtBy: {
      'answers 404 to GET on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PUT on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to PATCH on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to DELETE on the task of somebody else, and leaves it as it was': 403,
      'answers 404 to staff on the task of somebody else': 403,
      'answers 404 to an id that no task has': 403,
      'lets the owner read, change, replace and delete a task': 403,
      'lets the filters choose before it looks for a single task': 403,
    },
  },
  {
    name: 'does not ask the permission classes any more',
    misconception: 'The filter is one line of defence and the permission another.',
    file: '08-filtering/generics.ts',
    find: `  checkObjectPermissions(request, task)
`,
    replace: '',
    caughtBy: {
      'asks the permission classes about the task that was found': 200,
    },
  },
  {
    name: 'forgets the id',
    misconception: 'The filters choose among all rows of the user; the URL names one of them.',
    file: '08-filtering/generics.ts',
    find: '.filter({ id: idOf(request) })',
    replace: '',
    caughtBy: {
      'lets the owner read, change, replace and delete a task': 200,
    },
  },
  {
    name: 'closes version 1 as well',
    misconception: 'Clients of version 1 rely on what it answers: a change is a new version.',
    file: 'app.ts',
    find: 'apiView({ ...taskDetail,',
    replace: 'apiView({ ...ownTask,',
    caughtBy: {
      'leaves version 1 as it was: there the task of somebody else is 403': 404,
    },
  },
  {
    name: 'leaves version 2 open to everybody',
    misconception: 'Without a user there is nobody whose tasks these could be.',
    file: 'app.ts',
    find: `      ...taskPages,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [IsAuthenticated, IsOwner],`,
    replace: `      ...taskPages,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [],`,
    caughtBy: {
      'answers 401 to an anonymous request, whatever it filters by': 200,
    },
  },
  {
    name: 'ignores the parameters of a moment',
    misconception: 'A filter that cannot be read must not show everything as if it had been.',
    file: '08-filtering/filters.ts',
    find: 'return filterTasks(queryParams(request), queryset)',
    replace: `try {
      return filterTasks(queryParams(request), queryset)
    } catch {
      return queryset
    }`,
    caughtBy: {
      'answers 400 to a moment that is none': 200,
    },
  },
]
