import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'gives the id of the owner',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filter({ ownerId: Number(request.user.id) })',
  },
  {
    name: 'chooses by the object of a lookup',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filterAny({ owner: request.user })',
  },
  {
    name: 'reduces the words',
    file: '08-filtering/filters.ts',
    find: `    let found = queryset
    for (const term of this.getSearchTerms(request)) {
      const lookups = searchFields.map((field) => [\`\${field}__icontains\`, term])
      found = found.filterAny(Object.fromEntries(lookups))
    }
    return found`,
    replace: `    return this.getSearchTerms(request).reduce((found, term) => {
      const lookups = searchFields.map((field) => [\`\${field}__icontains\`, term])
      return found.filterAny(Object.fromEntries(lookups))
    }, queryset)`,
  },
  {
    name: 'names the fields',
    buys: 'It is short, and one sees which fields are searched. A view with other `searchFields` would need a search of its own.',
    file: '08-filtering/filters.ts',
    find: 'found.filterAny(Object.fromEntries(lookups))',
    replace: 'found.filterAny({ title__icontains: term, description__icontains: term })',
  },
  {
    name: 'asks whether there is a minus',
    file: '08-filtering/filters.ts',
    find: `orderingFields.includes(name.replace(/^-/, ''))`,
    replace: `orderingFields.includes(name.startsWith('-') ? name.slice(1) : name)`,
  },
  {
    name: 'reduces the backends',
    buys: 'No variable changes while it runs. A loop is easier to step through in a debugger.',
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
