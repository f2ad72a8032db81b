import type { Handler } from '../http/dispatch.ts'

/** Answers with what it was asked, to show who gets through. */
const echo: Handler = (request, response) => {
  response.json({ detail: 'ok', method: request.method, user: request.user.username || null })
}

/** A view that anybody who is let in may GET and POST. */
export const demo = { name: 'Demo', get: echo, post: echo }
