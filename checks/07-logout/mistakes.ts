import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'deletes nothing',
    misconception:
      'A logout that the server does not know of has only made the client forget: the token still works.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: '',
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'answers 401 to a second logout with the same token': 204,
      'leaves everybody logged in whom the body or the URL names': 200,
      'keeps the user: a login answers with another token': 200,
    },
  },
  {
    name: 'forgets the token for this request alone',
    misconception: '`request.auth` is a copy for this request; the token is a row of the table.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  request.auth = null
`,
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'answers 401 to a second logout with the same token': 204,
      'leaves everybody logged in whom the body or the URL names': 200,
      'keeps the user: a login answers with another token': 200,
    },
  },
  {
    name: 'deletes every token',
    misconception: 'One user logs out, not everybody: delete the token that made the request.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  for (const token of await Token.objects.all()) await Token.objects.delete(token)
`,
    caughtBy: {
      'leaves everybody else logged in': 401,
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'deletes the user',
    misconception: 'Logging out ends the token, not the account.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  await User.objects.delete({ id: Number(request.user.id) })
`,
    caughtBy: {
      'deletes the token': 500,
      'keeps the user: a login answers with another token': 400,
      'follows the policy of /api/logout/': 500,
    },
  },
  {
    name: 'makes the user inactive',
    misconception: 'Logging out ends the token, not the account.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  await User.objects.update({ id: Number(request.user.id) }, { isActive: false })
`,
    caughtBy: {
      'keeps the user: a login answers with another token': 400,
      'answers 500, and stores nothing, when the database fails': 200,
      'follows the policy of /api/logout/': 401,
    },
  },
  {
    name: 'believes the token in the body',
    misconception:
      "The client writes the body: a user could put another user's token there and log them out.",
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
`,
    replace: `  const data = (await request.data()) as { token?: string }
  await Token.objects.delete({ key: data.token ?? request.auth?.key ?? '' })
`,
    caughtBy: {
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'makes a new token at once',
    misconception: 'After a logout the user has no token until the next login makes one.',
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
    misconception: '204 says that it is done and that there is nothing to read.',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: "response.json({ detail: 'Logged out.' })",
    caughtBy: {
      'answers 204 without a body': 200,
      'answers when the database has done all that it was asked': 200,
      'follows the policy of /api/logout/': 200,
    },
  },
  {
    name: 'answers 205',
    misconception:
      '205 asks the client to empty its form; that it is done and that there is nothing to read is 204.',
    file: '07-logout/views.ts',
    find: 'response.status(204).end()',
    replace: 'response.status(205).end()',
    caughtBy: {
      'answers 204 without a body': 205,
      'answers when the database has done all that it was asked': 205,
      'follows the policy of /api/logout/': 205,
    },
  },
  {
    name: 'deletes after it has answered',
    misconception: 'The answer says that the token is gone: it has to be true when it is sent.',
    file: '07-logout/views.ts',
    find: `  if (request.auth) await Token.objects.delete({ key: request.auth.key })
  response.status(204).end()`,
    replace: `  response.status(204).end()
  setTimeout(() => Token.objects.delete({ key: request.auth?.key ?? '' }), 200)`,
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'answers 401 to a second logout with the same token': 204,
      'leaves everybody logged in whom the body or the URL names': 200,
      'keeps the user: a login answers with another token': 200,
    },
  },
  {
    name: 'deletes the oldest token',
    misconception: 'The token to delete is the one that made the request, in request.auth.',
    file: '07-logout/views.ts',
    find: 'Token.objects.delete({ key: request.auth.key })',
    replace: 'Token.objects.delete({ ...(await Token.objects.all())[0] })',
    caughtBy: {
      'leaves everybody else logged in': 401,
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'empties the key instead of deleting the row',
    misconception:
      'A row without a proper key is still a token, and the next one cannot have the same.',
    file: '07-logout/views.ts',
    find: 'Token.objects.delete({ key: request.auth.key })',
    replace: "Token.objects.update({ key: request.auth.key }, { key: 'logged-out' })",
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'leaves everybody logged in whom the body or the URL names': 200,
      'answers when the database has done all that it was asked': 500,
      'follows the policy of /api/logout/': 500,
    },
  },
  {
    name: 'opens the view to everybody',
    misconception: 'An anonymous request has nothing to log out: the default policy refuses it.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace: "apiView({ name: 'Logout', permissionClasses: [], post: logout })",
    caughtBy: {
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'logs out on GET too',
    misconception: 'A GET must not change anything: a link or a preview would log the user out.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace: "apiView({ name: 'Logout', get: logout, post: logout })",
    caughtBy: {
      'leaves the user logged in after every method but POST': 401,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'logs out before it knows who asks',
    misconception: 'Without authentication there is no token that made the request.',
    file: 'app.ts',
    find: "apiView({ name: 'Logout', post: logout })",
    replace:
      "apiView({ name: 'Logout', authenticationClasses: [], permissionClasses: [], post: logout })",
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'answers 401 to a second logout with the same token': 204,
      'leaves everybody logged in whom the body or the URL names': 200,
      'keeps the user: a login answers with another token': 200,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'does not await the deletion',
    misconception:
      'A database takes time: without `await` the response is sent while the token still works.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token',
    replace: 'if (request.auth) void Token',
    caughtBy: {
      'deletes the token': 200,
      'answers 401 to the token from then on': 200,
      'answers 401 to a second logout with the same token': 204,
      'leaves everybody logged in whom the body or the URL names': 200,
      'keeps the user: a login answers with another token': 200,
      'answers 500, and stores nothing, when the database fails': 204,
    },
  },
  {
    name: 'logs out whom the body names',
    misconception: 'Anybody could log anybody out: the token is `request.auth`.',
    file: '07-logout/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `  const { username } = (await request.data()) as { username?: string }
  const user = username ? await User.objects.find({ username }) : undefined
  await Token.objects.delete({ userId: Number(user?.id ?? request.user.id) })`,
    caughtBy: {
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'logs out the id in the body',
    misconception: 'Ids are counted up: anybody could log everybody out, one after the other.',
    file: '07-logout/views.ts',
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `  const { user_id: id } = (await request.data()) as { user_id?: number }
  await Token.objects.delete({ userId: Number(id ?? request.user.id) })`,
    caughtBy: {
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'deletes the key in the URL',
    misconception: 'The key that ends is the one that made the request.',
    file: '07-logout/views.ts',
    find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace:
      '  await Token.objects.delete({ key: String(request.query.key ?? request.auth?.key) })',
    caughtBy: {
      'leaves everybody logged in whom the body or the URL names': 401,
    },
  },
  {
    name: 'logs out on DELETE, too',
    misconception: 'The view answers POST: every further method is a further way to be logged out.',
    file: 'app.ts',
    find: 'post: logout }',
    replace: 'post: logout, delete: logout }',
    caughtBy: {
      'leaves the user logged in after every method but POST': 401,
      'follows the policy of /api/logout/': 204,
    },
  },
  {
    name: 'keeps the tokens of staff',
    misconception: 'Who has most rights has most to lose: their token ends, too.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await',
    replace: 'if (request.auth && !request.user.isStaff) await',
    caughtBy: {
      'answers 401 to the token from then on': 200,
    },
  },
  {
    name: 'lets staff name the token that is deleted',
    misconception:
      'A logout is for the token that asks. What staff may do to others is another view.',
    file: '07-logout/views.ts',
    find: 'if (request.auth) await Token.objects.delete({ key: request.auth.key })',
    replace: `const { token } = request.user.isStaff ? ((await request.data()) as { token?: string }) : {}
  if (request.auth) await Token.objects.delete({ key: token ?? request.auth.key })`,
    caughtBy: {},
    exam: true,
  },
]
