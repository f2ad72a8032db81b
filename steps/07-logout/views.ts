import type { Handler } from '#shared/http/dispatch.ts'
import { todo } from '#shared/todo.ts'
import { Token } from '../01-token-model/models.ts'

/** Deletes the token that made the request, so that it never works again: 204. */
export const logout: Handler = async (request, response) => {
  todo('delete the token that made the request, then respond with 204')
}
