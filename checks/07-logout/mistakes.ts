import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'deletes nothing',
    misconception: 'If only the client forgets the token, it still works. Delete it on the server.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: '',
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'answers 401 to a second logout with the same token': 204,
      'does not log out a user named in the body or the URL': 200,
      'keeps the user: the next login returns a new token': 200,
    },
  },
  {
    name: 'clears the token only for this request',
    misconception: '`request.auth` exists only for this request. The token is a row in the table.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  request.auth = null
`,
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'answers 401 to a second logout with the same token': 204,
      'does not log out a user named in the body or the URL': 200,
      'keeps the user: the next login returns a new token': 200,
    },
  },
  {
    name: 'deletes every token',
    misconception: 'One user logs out, not all users. Delete the token that made the request.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  for (const token of await Token.objects.all()) await Token.objects.delete(token)
`,
    caughtBy: {
      'leaves all other users logged in': 401,
      'does not log out a user named in the body or the URL': 401,
      'follows the policy of /api/logout/': 401,
    },
  },
  {
    name: 'deletes the user',
    misconception: 'A logout ends the token, not the account.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  await User.objects.delete({ id: Number(request.user.id) })
`,
    caughtBy: {
      'deletes the token': 500,
      'keeps the user: the next login returns a new token': 400,
      'follows the policy of /api/logout/': 500,
    },
  },
  {
    name: 'makes the user inactive',
    misconception: 'A logout ends the token, not the account.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  await User.objects.update({ id: Number(request.user.id) }, { isActive: false })
`,
    caughtBy: {
      'keeps the user: the next login returns a new token': 400,
      'answers 500, and stores nothing, when the database fails': 200,
      'follows the policy of /api/logout/': 401,
    },
  },
  {
    name: 'trusts the token in the body',
    misconception:
      "The client writes the body. A user could send another user's token and log them out.",
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  const data = (await request.data()) as { token?: string }
  await Token.objects.delete({ key: data.token ?? request.auth?.key ?? '' })
`,
    caughtBy: {
      'does not log out a user named in the body or the URL': 401,
    },
  },
  {
    name: 'creates a new token at once',
    misconception: 'After a logout, the user has no token until the next login creates one.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  await Token.objects.create({ userId: Number(request.user.id) })
`,
    caughtBy: {
      'deletes the token': 200,
      'answers 500, and stores nothing, when the database fails': 200,
    },
  },
  {
    name: 'answers 200 with a sentence',
    misconception: '204 means success without a response body.',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: "response.json({ detail: 'Logged out.' })",
    caughtBy: {
      'answers 204 without a body': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'follows the policy of /api/logout/': 200,
    },
  },
  {
    name: 'answers 205',
    misconception: '205 asks the client to reset its form. Success without a body is 204.',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.status(205).end()',
    caughtBy: {
      'answers 204 without a body': 205,
      'answers 500, and stores nothing, when the database fails': 205,
      'answers only after every database call has finished': 205,
      'follows the policy of /api/logout/': 205,
    },
  },
  {
    name: 'deletes the token after the response',
    misconception:
      'The response says that the token is deleted. That has to be true when it is sent.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  response.status(204).end()`,
    replace: `  response.status(204).end()
  setTimeout(() => Token.objects.delete({ key: request.auth?.key ?? '' }), 200)`,
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'answers 401 to a second logout with the same token': 204,
      'does not log out a user named in the body or the URL': 200,
      'keeps the user: the next login returns a new token': 200,
    },
  },
  {
    name: 'deletes the oldest token',
    misconception: 'Delete the token that made the request, `request.auth`.',
    file: '07-logout/views.ts',
    find: 'Token.objects.delete({ key: request.auth.key })',
    replace: 'Token.objects.delete({ ...(await Token.objects.all())[0] })',
    caughtBy: {
      'leaves all other users logged in': 401,
      'does not log out a user named in the body or the URL': 401,
    },
  },
  {
    name: 'empties the key instead of deleting the row',
    misconception:
      'A row with another key is still a token, and the key of the next logout would clash with it.',
    file: '07-logout/views.ts',
    find: 'Token.objects.delete({ key: request.auth.key })',
    replace: "Token.objects.update({ key: request.auth.key }, { key: 'logged-out' })",
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'does not log out a user named in the body or the URL': 200,
      'answers only after every database call has finished': 500,
      'follows the policy of /api/logout/': 500,
    },
  },
  {
    name: 'opens the logout to anonymous clients',
    misconception: 'An anonymous request has no token to delete. The default policy refuses it.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace: "apiView({ name: 'Logout', permissionClasses: [], post: logout })",
    caughtBy: {
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'logs out on GET too',
    misconception: 'GET must not change anything. A link or a preview would log the user out.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace: "apiView({ name: 'Logout', get: logout, post: logout })",
    caughtBy: {
      'does not log out on any method but POST': 401,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'logs out without authentication',
    misconception: 'Without authentication, `request.auth` has no token to delete.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace:
      "apiView({ name: 'Logout', authenticationClasses: [], permissionClasses: [], post: logout })",
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'answers 401 to a second logout with the same token': 204,
      'does not log out a user named in the body or the URL': 200,
      'keeps the user: the next login returns a new token': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers only after every database call has finished': 200,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'does not await the deletion',
    misconception:
      'A database call takes time. Without `await`, the response is sent while the token still works.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token',
    replace: 'if (request.auth) void Token',
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token afterwards': 200,
      'answers 401 to a second logout with the same token': 204,
      'does not log out a user named in the body or the URL': 200,
      'keeps the user: the next login returns a new token': 200,
      'answers 500, and stores nothing, when the database fails': 204,
    },
  },
  {
    name: 'logs out the user named in the body',
    misconception: 'Any user could log out any other. Delete `request.auth`.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `  const { username } = (await request.data()) as { username?: string }
  const user = username ? await User.objects.find({ username }) : undefined
  await Token.objects.delete({ userId: Number(user?.id ?? request.user.id) })`,
    caughtBy: {
      'does not log out a user named in the body or the URL': 401,
    },
  },
  {
    name: 'logs out the user with the id in the body',
    misconception:
      'Ids are consecutive, so any user could log out all others. Delete `request.auth`.',
    file: '07-logout/views.ts',
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `  const { user_id: id } = (await request.data()) as { user_id?: number }
  await Token.objects.delete({ userId: Number(id ?? request.user.id) })`,
    caughtBy: {
      'does not log out a user named in the body or the URL': 401,
    },
  },
  {
    name: 'deletes the key in the URL',
    misconception: 'Delete the key that made the request.',
    file: '07-logout/views.ts',
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace:
      '  await Token.objects.delete({ key: String(request.query.key ?? request.auth?.key) })',
    caughtBy: {
      'does not log out a user named in the body or the URL': 401,
    },
  },
  {
    name: 'logs out on DELETE too',
    misconception:
      'The view accepts only POST. Every other method is another way to be logged out.',
    file: 'app.ts',
    find: 'post: logout }',
    replace: 'post: logout, delete: logout }',
    caughtBy: {
      'does not log out on any method but POST': 401,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'keeps the tokens of staff',
    misconception: 'Staff have the most permissions. Their tokens must end too.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await',
    replace: 'if (request.auth && !request.user.isStaff) await',
    caughtBy: {
      'answers 401 to the token afterwards': 200,
    },
  },
  {
    name: 'lets staff name the token that is deleted',
    misconception:
      'A logout deletes the token that made the request. Logging out other users needs another view.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `const { token } = request.user.isStaff ? ((await request.data()) as { token?: string }) : {}
  if (request.auth) await Token.objects.delete({ key: token ?? request.auth.key })`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'deletes the newest token after the body has arrived',
    misconception:
      'While the body is on its way, the user can log out and in again. Delete the token of the request.',
    file: '07-logout/views.ts',
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `  await request.data().catch(() => undefined)
  await Token.objects.delete({ userId: Number(request.user.id) })`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'keeps the token of the request in a variable of the module',
    misconception:
      'Requests overlap at every await, and another logout replaces the token. Keep it in the request.',
    file: '07-logout/views.ts',
    find: `export const logout: Handler = async (request, response) => {
  if (request.auth) await Token.objects.delete({ key: request.auth.key })`,
    replace: `let auth: { key: string } | null = null
export const logout: Handler = async (request, response) => {
  auth = request.auth
  const tokens = await Token.objects.all()
  if (tokens.some(({ key }) => key === auth?.key)) await Token.objects.delete({ key: auth?.key })`,
    caughtBy: {},
    exam: true,
  },
]
