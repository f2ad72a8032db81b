/** The values of `{{name}}` in recorded requests, by name. */
export type Variables = Map<string, string>

const VARIABLE = /\{\{([^{}]+)\}\}/g

/**
 * Replaces variables in a text, or in all texts of a JSON value: `{{name}}`, `{{name|upper}}`,
 * `{{name|slice:0:20}}`, `{{link|path}}`, `{{link|query:cursor}}` and `{{repeat:TEXT:COUNT}}`.
 *
 * @throws RangeError if a variable is not set
 */
export function fillIn<T>(value: T, variables: Variables): T {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, (_, name) => valueFor(name, variables)) as T
  }
  if (Array.isArray(value)) return value.map((each) => fillIn(each, variables)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]) => [
    fillIn(key, variables),
    fillIn(each, variables),
  ])
  return Object.fromEntries(entries)
}

function valueFor(expression: string, variables: Variables): string {
  const repeat = /^repeat:(.*):(\d+)$/s.exec(expression)
  if (repeat) return String(repeat[1]).repeat(Number(repeat[2]))
  const [name = '', ...filters] = expression.split('|')
  const value = variables.get(name)
  if (value === undefined) throw new RangeError(`the recording has no variable ${name}`)
  return filters.reduce(applyFilter, value)
}

function applyFilter(value: string, filter: string): string {
  const [name, from, to] = filter.split(':')
  if (name === 'lower') return value.toLowerCase()
  if (name === 'upper') return value.toUpperCase()
  if (name === 'slice') return value.slice(Number(from), to === undefined ? undefined : Number(to))
  if (name === 'urlencode') return encodeURIComponent(value)
  if (name === 'path') return new URL(value).pathname + new URL(value).search
  if (name === 'query') return new URL(value).searchParams.get(String(from)) ?? ''
  throw new RangeError(`the recording has no filter ${name}`)
}
