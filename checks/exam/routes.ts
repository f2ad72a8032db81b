/** The paths of part one. `ID` is replaced with the id of a task. */
export const TASK = '/api/tasks/ID/'

/** The same for version 2. */
export const V2_TASK = '/api/v2/tasks/ID/'

/** Views that show only who was allowed. */
export const DEMOS = ['allow-any', 'authenticated', 'admin', 'read-only'].map(
  (name) => `/api/demo/${name}/`,
)

export const ROUTES = [
  ...['/api/register/', '/api/login/', '/api/logout/', '/api/me/', '/api/tasks/', TASK],
  ...DEMOS,
]

/** The methods, repeated as often as they should be chosen. */
export const METHODS = ['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE']
export const EVERY_METHOD = [...new Set(METHODS)]

/** Bodies that are not JSON objects. */
export const ODD_BODIES = [
  { type: 'application/json', text: '{' },
  { type: 'application/json', text: '' },
  { type: 'application/json', text: 'null' },
  { type: 'application/json', text: '[1]' },
  { type: 'application/json', text: '"x"' },
  { type: 'text/plain', text: 'hello' },
  { type: 'application/xml', text: '<a/>' },
]
