import type { Handler } from '../http/dispatch.ts'

/** Tells who asks. */
export const me: Handler = (request, response) => {
  const { id, username, isStaff } = request.user
  response.json({ id, username, is_staff: isStaff })
}
