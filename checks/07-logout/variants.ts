import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'deletes by the user',
    buys: "It deletes the user's token, whichever was sent. If users had one token for each device, it would log out all devices.",
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: 'await Token.objects.delete({ userId: Number(request.user.id) })',
  },
  {
    name: 'finds the token first',
    buys: 'You have the row before it is deleted, for example to log the logout. It queries the database twice.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `const token = await Token.objects.find({ key: request.auth?.key ?? '' })
  if (token) await Token.objects.delete(token)`,
  },
  {
    name: 'uses sendStatus',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.sendStatus(204)',
  },
]
