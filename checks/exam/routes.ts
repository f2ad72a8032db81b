/** The paths of part one; `ID` stands for the id of a task. */
export const TASK = '/api/tasks/ID/'

/** The same of version 2. */
export const V2_TASK = '/api/v2/tasks/ID/'

/** The views that show nothing but who was let in. */
export const DEMOS = ['allow-any', 'authenticated', 'admin', 'read-only'].map(
  (name) => `/api/demo/${name}/`,
)

export const ROUTES = [
  ...['/api/register/', '/api/login/', '/api/logout/', '/api/me/', '/api/tasks/', TASK],
  ...DEMOS,
]

/** The methods as often as they are to be asked. */
export const METHODS = ['GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE']
export const EVERY_METHOD = [...new Set(METHODS)]

/** Bodies that are no object of JSON. */
export const ODD_BODIES = [
  { type: 'application/json', text: '{' },
  { type: 'application/json', text: '' },
  { type: 'application/json', text: 'null' },
  { type: 'application/json', text: '[1]' },
  { type: 'application/json', text: '"x"' },
  { type: 'text/plain', text: 'hello' },
  { type: 'application/xml', text: '<a/>' },
]
