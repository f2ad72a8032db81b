import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the checks that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'stores the token itself',
    misconception:
      'Whoever copies the database could use what is in it: store a digest of the token.',
    file: '10-hashed-tokens/models.ts',
    find: `return createHash('sha512').update(token).digest('hex')`,
    replace: 'return token',
    caughtBy: {
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'takes neither a digest nor the beginning of a token for a token': 401,
    },
  },
  {
    name: 'hashes with SHA-256',
    misconception: 'The digest is SHA-512, as in django-rest-knox: 128 hexadecimal digits.',
    file: '10-hashed-tokens/models.ts',
    find: `createHash('sha512')`,
    replace: `createHash('sha256')`,
    caughtBy: {
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'takes neither a digest nor the beginning of a token for a token': 401,
    },
  },
  {
    name: 'writes the digest in Base64',
    misconception: 'The digest is written in hexadecimal digits.',
    file: '10-hashed-tokens/models.ts',
    find: `.digest('hex')`,
    replace: `.digest('base64')`,
    caughtBy: {
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'takes neither a digest nor the beginning of a token for a token': 401,
    },
  },
  {
    name: 'adds salt that nobody stores',
    misconception:
      'A token is long and random, so it needs no salt; with one that is not stored, no token is ever found again.',
    file: '10-hashed-tokens/models.ts',
    find: `createHash('sha512').update(token)`,
    replace: `createHash('sha512').update(randomBytes(8)).update(token)`,
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user whose password it is, whoever the token in the header belongs to': 401,
      'answers 403 to a login when the user has ten tokens that work': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'takes neither a digest nor the beginning of a token for a token': 401,
      'recognises the user by the token': 401,
      'refuses a token while its user is not active, and takes it again afterwards': 401,
      'refuses the token of a deleted user, and stores it no more': 401,
      'ends a token ten hours after the login, however often it is used': 401,
      'ends no token that has no expiry': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 401,
      'ends the token that logs out, and no other': 401,
      'ends every token of a user who logs out everywhere, and nobody else’s': 401,
      'leaves the token of version 1 when one of version 2 logs out': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'stores the whole token as its key',
    misconception:
      'The key is only the beginning of the token: with all of it the table holds usable tokens.',
    file: '10-hashed-tokens/models.ts',
    find: 'const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)',
    replace: 'const tokenKey = token',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user whose password it is, whoever the token in the header belongs to': 401,
      'answers 403 to a login when the user has ten tokens that work': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'recognises the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is not active, and takes it again afterwards': 401,
      'refuses the token of a deleted user, and stores it no more': 401,
      'ends a token ten hours after the login, however often it is used': 401,
      'ends no token that has no expiry': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 401,
      'ends the token that logs out, and no other': 401,
      'ends every token of a user who logs out everywhere, and nobody else’s': 401,
      'leaves the token of version 1 when one of version 2 logs out': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'stores a shorter key',
    misconception: 'Use `TOKEN_KEY_LENGTH` for what is stored and for what is looked up.',
    file: '10-hashed-tokens/models.ts',
    find: 'const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)',
    replace: 'const tokenKey = token.slice(0, 8)',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user whose password it is, whoever the token in the header belongs to': 401,
      'answers 403 to a login when the user has ten tokens that work': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'recognises the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is not active, and takes it again afterwards': 401,
      'refuses the token of a deleted user, and stores it no more': 401,
      'ends a token ten hours after the login, however often it is used': 401,
      'ends no token that has no expiry': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 401,
      'ends the token that logs out, and no other': 401,
      'ends every token of a user who logs out everywhere, and nobody else’s': 401,
      'leaves the token of version 1 when one of version 2 logs out': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'makes a token from Math.random',
    misconception:
      'Math.random looks random, but from a few of its numbers an attacker can compute the next ones.',
    file: '10-hashed-tokens/models.ts',
    find: `randomBytes(32).toString('hex')`,
    replace: `Array.from({ length: 64 }, () => Math.floor(Math.random() * 16).toString(16)).join('')`,
    caughtBy: {
      'makes tokens that nobody can predict': 200,
    },
  },
  {
    name: 'makes a token of 32 digits',
    misconception: '32 random bytes are 64 hexadecimal digits: each byte is written as two.',
    file: '10-hashed-tokens/models.ts',
    find: 'randomBytes(32)',
    replace: 'randomBytes(16)',
    caughtBy: {
      'answers a login with a token and when it ends, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'answers 401 to a token of which a part is missing, added or changed': 200,
      'ends a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'makes tokens that never end',
    misconception: 'Without an expiry, a token that was stolen works for ever.',
    file: '10-hashed-tokens/models.ts',
    find: 'expiry: after(ttl) }',
    replace: 'expiry: null }',
    caughtBy: {
      'answers a login with a token and when it ends, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'counts neither expired tokens nor those of others': 403,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'ends a token ten hours after the login, however often it is used': 200,
      'looks at the expiry before it asks whether the user is active': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 200,
    },
  },
  {
    name: 'gives every token the same lifetime',
    misconception: '`createToken` is told how long the token works: null is for ever.',
    file: '10-hashed-tokens/models.ts',
    find: 'after(ttl)',
    replace: 'after(TOKEN_TTL)',
    caughtBy: {
      'counts neither expired tokens nor those of others': 403,
      'ends no token that has no expiry': 401,
      'looks at the expiry before it asks whether the user is active': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 200,
    },
  },
  {
    name: 'takes an empty expiry for one that is over',
    misconception: 'A token without an expiry never ends.',
    file: '10-hashed-tokens/models.ts',
    find: 'this.expiry !== null && Date.parse',
    replace: 'this.expiry === null || Date.parse',
    caughtBy: {
      'ends no token that has no expiry': 401,
    },
  },
  {
    name: 'turns the comparison round',
    misconception: 'A token has expired when its expiry is earlier than now.',
    file: '10-hashed-tokens/models.ts',
    find: '< now().getTime()',
    replace: '> now().getTime()',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user whose password it is, whoever the token in the header belongs to': 401,
      'answers 403 to a login when the user has ten tokens that work': 200,
      'counts neither expired tokens nor those of others': 403,
      'recognises the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is not active, and takes it again afterwards': 401,
      'refuses the token of a deleted user, and stores it no more': 401,
      'ends a token ten hours after the login, however often it is used': 401,
      'looks at the expiry before it asks whether the user is active': 401,
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 401,
      'ends the token that logs out, and no other': 401,
      'ends every token of a user who logs out everywhere, and nobody else’s': 401,
      'leaves the token of version 1 when one of version 2 logs out': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'asks another clock',
    misconception:
      'There is one clock, `now()`: what asks another cannot be checked, and disagrees with what was stored by the first.',
    file: '10-hashed-tokens/models.ts',
    find: '< now().getTime()',
    replace: '< Date.now()',
    caughtBy: {
      'ends a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'looks at the first characters only',
    misconception:
      'The key finds the row; only the digest shows that the rest of the token is right.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'authToken.hasExpired || !compareDigest(hashToken(token), authToken.digest)',
    replace: 'authToken.hasExpired',
    caughtBy: {
      'takes neither a digest nor the beginning of a token for a token': 200,
      'answers 401 to a token of which a part is missing, added or changed': 200,
      'compares digests in constant time': 200,
    },
  },
  {
    name: 'compares digests with ===',
    misconception:
      '`===` stops at the first character that differs, and the time tells how many were right.',
    file: '10-hashed-tokens/authentication.ts',
    find: '!compareDigest(hashToken(token), authToken.digest)',
    replace: 'hashToken(token) !== authToken.digest',
    caughtBy: {
      'compares digests in constant time': 200,
    },
  },
  {
    name: 'finds the row by the digest alone, as it is sent',
    misconception: 'If the digest is a token, a stolen table is a table of tokens.',
    file: '10-hashed-tokens/authentication.ts',
    find: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    replace: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
    const [stolen] = await AuthToken.objects.filter({ digest: token })
    if (stolen) return this.validateUser(stolen)
`,
    caughtBy: {
      'takes neither a digest nor the beginning of a token for a token': 200,
    },
  },
  {
    name: 'takes capitals for small letters',
    misconception: 'A token is compared to the letter.',
    file: '10-hashed-tokens/authentication.ts',
    find: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    replace: `token = token.toLowerCase()
    const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    caughtBy: {
      'answers 401 to a token of which a part is missing, added or changed': 200,
    },
  },
  {
    name: 'forgets the expiry',
    misconception:
      'A token that is still stored may have expired: compare the expiry with the clock each time.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'authToken.hasExpired || !compareDigest',
    replace: '!compareDigest',
    caughtBy: {
      'ends a token ten hours after the login, however often it is used': 200,
      'looks at the expiry before it asks whether the user is active': 401,
    },
  },
  {
    name: 'leaves what has expired in the table',
    misconception: 'Delete expired tokens when their user is looked up: nobody else will.',
    file: '10-hashed-tokens/authentication.ts',
    find: `      await AuthToken.deleteExpired(authToken.userId)
`,
    replace: '',
    caughtBy: {
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 200,
    },
  },
  {
    name: 'deletes only the expired token that was sent',
    misconception: 'The user’s other expired tokens will never be sent again: delete them, too.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'await AuthToken.deleteExpired(authToken.userId)',
    replace: 'if (authToken.hasExpired) await AuthToken.objects.delete(authToken)',
    caughtBy: {
      'deletes the expired tokens of a user as soon as one of the user’s tokens is sent': 200,
    },
  },
  {
    name: 'does not ask whether the user is active',
    misconception: 'A user who was locked out is locked out with every token.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'return this.validateUser(authToken)',
    replace: `const user = await User.objects.find({ id: authToken.userId })
      if (user) return [user, authToken]`,
    caughtBy: {
      'refuses a token while its user is not active, and takes it again afterwards': 200,
    },
  },
  {
    name: 'asks whether the user is active before the expiry',
    misconception: 'An expired token is no token: it must not tell anything about its user.',
    file: '10-hashed-tokens/authentication.ts',
    find: '      if (authToken.hasExpired ||',
    replace: `      const user = await User.objects.find({ id: authToken.userId })
      if (!user?.isActive) throw new AuthenticationFailed('User inactive or deleted.')
      if (authToken.hasExpired ||`,
    caughtBy: {
      'looks at the expiry before it asks whether the user is active': 401,
    },
  },
  {
    name: 'takes the tokens of version 1 as well',
    misconception: 'A token of version 1 never ends: taking it leaves the old door open.',
    file: '10-hashed-tokens/authentication.ts',
    find: `    throw new AuthenticationFailed(INVALID)
  }

  /** The user of`,
    replace: `    return super.authenticateCredentials(token)
  }

  /** The user of`,
    caughtBy: {
      'keeps the tokens of the two versions apart': 200,
    },
  },
  {
    name: 'prolongs a token by using it',
    misconception:
      'Whoever stole a token could keep it alive by using it: the end is fixed at the login.',
    file: '10-hashed-tokens/authentication.ts',
    find: '      return this.validateUser(authToken)',
    replace: `      const expiry = new Date(now().getTime() + 36_000_000).toISOString().replace('Z', '000Z')
      if (authToken.expiry) await AuthToken.objects.update({ digest: authToken.digest }, { expiry })
      return this.validateUser(authToken)`,
    imports: `import { now } from '#shared/clock.ts'`,
    caughtBy: {
      'ends a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'logs the other devices out at a login',
    misconception: 'Each device has its own token: a login must not end the others.',
    file: '10-hashed-tokens/views.ts',
    find: '  const made = await createWithinLimit(user)',
    replace: `  await AuthToken.objects.delete({ user })
  const made = await createWithinLimit(user)`,
    caughtBy: {
      'makes a new token at each login, and all of them work': 200,
      'answers 403 to a login when the user has ten tokens that work': 200,
    },
  },
  {
    name: 'makes tokens without a limit',
    misconception:
      'Without a limit, one who knows the password fills the table, and a forgotten token is never noticed.',
    file: '10-hashed-tokens/views.ts',
    find: 'await createWithinLimit(user)',
    replace: 'await AuthToken.createToken(user)',
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 200,
    },
  },
  {
    name: 'answers with the digest',
    misconception: 'The client needs the token; this is the only moment at which it exists.',
    file: '10-hashed-tokens/views.ts',
    find: 'const [{ expiry }, token] = made',
    replace: 'const [{ expiry, digest: token }] = made',
    caughtBy: {
      'answers a login with a token and when it ends, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'logs in the user whose password it is, whoever the token in the header belongs to': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'ends a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'logs in whoever the header names',
    misconception: 'Only the password says who logs in; the header may belong to somebody else.',
    file: '10-hashed-tokens/views.ts',
    find: 'await createWithinLimit(user)',
    replace: 'await createWithinLimit(request.auth ? (request.user as typeof user) : user)',
    caughtBy: {
      'logs in the user whose password it is, whoever the token in the header belongs to': 200,
    },
  },
  {
    name: 'says `detail` where the client expects `error`',
    misconception: 'Clients of django-rest-knox read `error` here.',
    file: '10-hashed-tokens/views.ts',
    find: 'response.status(403).json(TOO_MANY)',
    replace: 'response.status(403).json({ detail: TOO_MANY.error })',
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 403,
    },
  },
  {
    name: 'refuses the eleventh token with 400',
    misconception: 'The data are right, and the password is: it is not allowed, which is 403.',
    file: '10-hashed-tokens/views.ts',
    find: 'response.status(403)',
    replace: 'response.status(400)',
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 400,
    },
  },
  {
    name: 'forgets to end the token',
    misconception:
      'A logout that only the client does ends nothing: a copy of the token still works.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
`,
    replace: '',
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 403,
      'ends the token that logs out, and no other': 200,
    },
  },
  {
    name: 'ends every device at a logout',
    misconception:
      'Logging out on one device leaves the others logged in: delete the token that made the request.',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })',
    replace: 'await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    caughtBy: {
      'ends the token that logs out, and no other': 401,
    },
  },
  {
    name: 'does not await the deletion',
    misconception: 'Without `await` the response is sent while the token still works.',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken',
    replace: 'if (request.auth) void AuthToken',
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 403,
      'ends the token that logs out, and no other': 200,
    },
  },
  {
    name: 'ends one device where all are meant',
    misconception:
      '`logoutall` is for somebody who has lost a device: it ends all tokens of the user.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  await AuthToken.objects.delete({ digest: request.auth?.key ?? '' })`,
    caughtBy: {
      'ends every token of a user who logs out everywhere, and nobody else’s': 200,
    },
  },
  {
    name: 'ends everybody’s tokens',
    misconception: 'One user logs out everywhere, not everybody.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace:
      '  for (const each of await AuthToken.objects.all()) await AuthToken.objects.delete(each)',
    caughtBy: {
      'ends every token of a user who logs out everywhere, and nobody else’s': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'ends the token of version 1, too',
    misconception:
      'The versions do not know of each other’s tokens: clients of version 1 stay logged in.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  await Token.objects.delete({ userId: Number(request.user.id) })
  await AuthToken.objects.delete({ userId: Number(request.user.id) })`,
    imports: `import { Token } from '../01-token-model/models.ts'`,
    caughtBy: {
      'leaves the token of version 1 when one of version 2 logs out': 401,
    },
  },
  {
    name: 'reads the body of a logout',
    misconception: 'A logout needs no data: reading them makes it fail where they are malformed.',
    file: '10-hashed-tokens/views.ts',
    find: '  if (request.auth) await',
    replace: `  await request.data()
  if (request.auth) await`,
    caughtBy: {
      'logs out without reading a body': 400,
    },
  },
  {
    name: 'answers a logout with 200',
    misconception: 'There is nothing to say after a logout: 204 has no body.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
  response.status(204).end()`,
    replace: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
  response.status(200).json({})`,
    caughtBy: {
      'answers 403 to a login when the user has ten tokens that work': 200,
      'ends the token that logs out, and no other': 200,
      'leaves the token of version 1 when one of version 2 logs out': 200,
      'logs out without reading a body': 200,
    },
  },
  {
    name: 'sets a cookie beside the token',
    misconception: 'A cookie logs the browser in as well, and outlives the token’s logout.',
    file: '10-hashed-tokens/views.ts',
    find: '    response.json({ expiry, token })',
    replace: `    response.cookie('token', token).json({ expiry, token })`,
    caughtBy: {
      'answers a login with a token and when it ends, and sets no cookie': 200,
    },
  },
  {
    name: 'remembers whom a token belongs to',
    misconception:
      'What is remembered does not notice a logout, another server, or that the user is gone: ask the database each time.',
    file: '10-hashed-tokens/authentication.ts',
    find: `    return super.authenticate(request)
`,
    replace: `    const known = KNOWN.get(token)
    if (known) return known
    const recognised = await super.authenticate(request)
    if (recognised) KNOWN.set(token, recognised)
    return recognised
`,
    imports: 'const KNOWN = new Map()',
    caughtBy: {
      'refuses the token of a deleted user, and stores it no more': 200,
      'ends a token ten hours after the login, however often it is used': 200,
      'ends the token that logs out, and no other': 200,
      'ends every token of a user who logs out everywhere, and nobody else’s': 200,
    },
  },
  {
    name: 'logs in without a look at the password',
    misconception:
      '`authenticate` of step 3 looks at the password, and at whether the user is active.',
    file: '10-hashed-tokens/views.ts',
    find: 'await authenticate(username, password)',
    replace: 'await Users.objects.find({ username })',
    imports: `import { User as Users } from '#shared/auth/user.ts'`,
    caughtBy: {
      'answers 400 to a login with a wrong password, and of users who are unknown or not active': 200,
      'answers 403 to a login when the user has ten tokens that work': 403,
    },
  },
  {
    name: 'opens the login to wrong tokens',
    misconception:
      'A client that sends a dead token believes that it is logged in: refuse it everywhere.',
    file: 'app.ts',
    find: `      name: 'Login',
      authenticationClasses: [TokenAuthentication],`,
    replace: `      name: 'Login',
      authenticationClasses: [],`,
    caughtBy: {
      'answers 401 to a logout without a token, and to a login with a wrong one': 200,
    },
  },
]
