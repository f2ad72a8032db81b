import type { Handler } from '#shared/http/dispatch.ts'
import { Token } from '../01-token-model/models.ts'

/** Deletes the token that made the request, so that it never works again: 204. */
export const logout: Handler = async (request, response) => {
  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  response.status(204).end()
}
