import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'filters by the id of the owner',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filter({ ownerId: Number(request.user.id) })',
  },
  {
    name: 'uses filterAny with one lookup',
    file: '08-filtering/filters.ts',
    find: 'queryset.filter({ owner: request.user })',
    replace: 'queryset.filterAny({ owner: request.user })',
  },
  {
    name: 'uses reduce for the words',
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
    name: 'writes out the fields',
    buys: 'It is short, and shows which fields are searched. A view with other `searchFields` would need its own filter.',
    file: '08-filtering/filters.ts',
    find: 'found.filterAny(Object.fromEntries(lookups))',
    replace: 'found.filterAny({ title__icontains: term, description__icontains: term })',
  },
  {
    name: 'checks whether there is a minus',
    file: '08-filtering/filters.ts',
    find: `orderingFields.includes(name.replace(/^-/, ''))`,
    replace: `orderingFields.includes(name.startsWith('-') ? name.slice(1) : name)`,
  },
  {
    name: 'uses reduce for the backends',
    buys: 'It reassigns no variable. A loop is easier to step through in a debugger.',
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
    name: 'looks up the id after the filters',
    file: '08-filtering/generics.ts',
    find: 'await filterQueryset(request, queryset, view).first()',
    replace:
      'await filterQueryset(request, view.getQueryset(), view).filter({ id: idOf(request) }).first()',
  },
]
