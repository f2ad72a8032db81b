import type { Handler } from '../http/dispatch.ts'

/** Returns the user of the request. */
export const me: Handler = (request, response) => {
  const { id, username, isStaff } = request.user
  response.json({ id, username, is_staff: isStaff })
}
