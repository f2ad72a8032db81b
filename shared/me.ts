import type { Handler } from './dispatch.ts'

/** Tells who asks. */
export const me: Handler = (request, response) => {
  const { id, username, isStaff } = request.user
  response.json({ id, username, is_staff: isStaff })
}
