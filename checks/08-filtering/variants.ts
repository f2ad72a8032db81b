import type { Edit } from '../harness/edit.ts'

/** Right answers in other styles: every check passes. */
export const variants: Edit[] = [
  {
    name: 'gives the id of the owner',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filter({ ownerId: Number(request.user.id) })',
  },
  {
    name: 'chooses by a condition',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filterBy((task) => task.ownerId === request.user.id)',
  },
  {
    name: 'searches one word after the other',
    file: '08-filtering/filters.ts',
    find: '    return queryset.filterBy((task) => terms.every((term) => matches(task, term)))',
    replace: `    let found = queryset
    for (const term of terms) found = found.filterBy((task) => matches(task, term))
    return found`,
  },
  {
    name: 'searches the fields as one text',
    file: '08-filtering/filters.ts',
    find: 'searchFields.some((field) => fold(String(task[field])).includes(term))',
    replace: `fold(searchFields.map((field) => task[field]).join('\\n')).includes(term)`,
  },
  {
    name: 'asks whether there is a minus',
    file: '08-filtering/filters.ts',
    find: `orderingFields.includes(name.replace(/^-/, ''))`,
    replace: `orderingFields.includes(name.startsWith('-') ? name.slice(1) : name)`,
  },
  {
    name: 'reduces the backends',
    file: '08-filtering/generics.ts',
    find: `  let filtered = queryset
  for (const Backend of view.filterBackends) {
    filtered = new Backend().filterQueryset(request, filtered, view)
  }
  return filtered`,
    replace: `  return view.filterBackends.reduce(
    (rows, Backend) => new Backend().filterQueryset(request, rows, view),
    queryset,
  )`,
  },
  {
    name: 'looks the id up after the filters',
    file: '08-filtering/generics.ts',
    find: 'await filterQueryset(request, queryset, view).first()',
    replace:
      'await filterQueryset(request, view.getQueryset(), view).filter({ id: idOf(request) }).first()',
  },
]
