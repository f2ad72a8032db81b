import type { Handler } from '../http/dispatch.ts'

/** Returns the method and the user, to show which requests are allowed. */
const echo: Handler = (request, response) => {
  response.json({ detail: 'ok', method: request.method, user: request.user.username || null })
}

/** A view for GET and POST. Its permission classes decide who can use it. */
export const demo = { name: 'Demo', get: echo, post: echo }
