import type { Edit } from '../harness/edit.ts'

/** Right answers in other styles: every check passes. */
export const variants: Edit[] = [
  {
    name: 'deletes by the user',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: 'await Token.objects.delete({ userId: Number(request.user.id) })',
  },
  {
    name: 'finds the token first',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `const token = await Token.objects.find({ key: request.auth?.key ?? '' })
  if (token) await Token.objects.delete(token)`,
  },
  {
    name: 'sends the status alone',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.sendStatus(204)',
  },
]
