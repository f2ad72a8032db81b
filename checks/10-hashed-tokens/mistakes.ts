import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'stores the token itself',
    misconception:
      'Anyone with a copy of the database could use its tokens. Store a digest of the token.',
    file: '10-hashed-tokens/models.ts',
    find: `return createHash('sha512').update(token).digest('hex')`,
    replace: 'return token',
    caughtBy: {
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'accepts neither a digest nor the beginning of a token': 401,
      'gives a token the lifetime that it is created with': 200,
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
      'accepts neither a digest nor the beginning of a token': 401,
      'gives a token the lifetime that it is created with': 200,
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
      'accepts neither a digest nor the beginning of a token': 401,
      'gives a token the lifetime that it is created with': 200,
    },
  },
  {
    name: 'adds a salt without storing it',
    misconception:
      'A token is long and random, so it needs no salt. With a salt that is not stored, no token is ever found again.',
    file: '10-hashed-tokens/models.ts',
    find: `createHash('sha512').update(token)`,
    replace: `createHash('sha512').update(randomBytes(8)).update(token)`,
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user with the password, not the user of the token in the header': 401,
      'answers 403 to a login when the user has ten valid tokens': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'accepts neither a digest nor the beginning of a token': 401,
      'authenticates the user by the token': 401,
      'refuses a token while its user is inactive, and accepts it again afterwards': 401,
      'refuses the token of a deleted user, and deletes it': 401,
      'expires a token ten hours after the login, however often it is used': 401,
      'never expires a token without an expiry': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 401,
      'deletes only the token that logs out': 401,
      'deletes every token of a user who logs out everywhere, and no other': 401,
      'keeps the token of version 1 when one of version 2 logs out': 401,
      'follows the policy of /api/v2/login/': 401,
      'follows the policy of /api/v2/me/': 401,
      'follows the policy of /api/v2/logout/': 401,
      'follows the policy of /api/v2/logoutall/': 401,
      'logs out without reading a body': 401,
      'gives a token the lifetime that it is created with': 200,
    },
  },
  {
    name: 'stores the whole token as its key',
    misconception:
      'The key is only the beginning of the token. If it is the whole token, the table holds usable tokens.',
    file: '10-hashed-tokens/models.ts',
    find: 'const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)',
    replace: 'const tokenKey = token',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user with the password, not the user of the token in the header': 401,
      'answers 403 to a login when the user has ten valid tokens': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'authenticates the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is inactive, and accepts it again afterwards': 401,
      'refuses the token of a deleted user, and deletes it': 401,
      'expires a token ten hours after the login, however often it is used': 401,
      'never expires a token without an expiry': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 401,
      'deletes only the token that logs out': 401,
      'deletes every token of a user who logs out everywhere, and no other': 401,
      'keeps the token of version 1 when one of version 2 logs out': 401,
      'follows the policy of /api/v2/login/': 401,
      'follows the policy of /api/v2/me/': 401,
      'follows the policy of /api/v2/logout/': 401,
      'follows the policy of /api/v2/logoutall/': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'stores a shorter key',
    misconception: 'Use `TOKEN_KEY_LENGTH` both to store a key and to look it up.',
    file: '10-hashed-tokens/models.ts',
    find: 'const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)',
    replace: 'const tokenKey = token.slice(0, 8)',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user with the password, not the user of the token in the header': 401,
      'answers 403 to a login when the user has ten valid tokens': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'authenticates the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is inactive, and accepts it again afterwards': 401,
      'refuses the token of a deleted user, and deletes it': 401,
      'expires a token ten hours after the login, however often it is used': 401,
      'never expires a token without an expiry': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 401,
      'deletes only the token that logs out': 401,
      'deletes every token of a user who logs out everywhere, and no other': 401,
      'keeps the token of version 1 when one of version 2 logs out': 401,
      'follows the policy of /api/v2/login/': 401,
      'follows the policy of /api/v2/me/': 401,
      'follows the policy of /api/v2/logout/': 401,
      'follows the policy of /api/v2/logoutall/': 401,
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
      'makes tokens that cannot be predicted': 200,
    },
  },
  {
    name: 'makes a token of 32 digits',
    misconception: '32 random bytes are 64 hexadecimal digits: each byte is written as two.',
    file: '10-hashed-tokens/models.ts',
    find: 'randomBytes(32)',
    replace: 'randomBytes(16)',
    caughtBy: {
      'answers a login with a token and its expiry, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'answers 401 to a token that is shortened, lengthened or changed': 200,
      'expires a token ten hours after the login, however often it is used': 200,
      'makes tokens that cannot be predicted': 200,
    },
  },
  {
    name: 'makes tokens that never expire',
    misconception: 'Without an expiry, a stolen token works forever.',
    file: '10-hashed-tokens/models.ts',
    find: 'expiry: after(ttl) }',
    replace: 'expiry: null }',
    caughtBy: {
      'answers a login with a token and its expiry, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'counts neither expired tokens nor those of other users': 403,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'expires a token ten hours after the login, however often it is used': 200,
      'checks the expiry before it checks whether the user is active': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 200,
      'gives a token the lifetime that it is created with': 200,
    },
  },
  {
    name: 'gives every token the same lifetime',
    misconception: '`createToken` receives the lifetime of the token. Null means forever.',
    file: '10-hashed-tokens/models.ts',
    find: 'after(ttl)',
    replace: 'after(TOKEN_TTL)',
    caughtBy: {
      'counts neither expired tokens nor those of other users': 403,
      'never expires a token without an expiry': 401,
      'checks the expiry before it checks whether the user is active': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 200,
      'gives a token the lifetime that it is created with': 200,
    },
  },
  {
    name: 'treats a missing expiry as expired',
    misconception: 'A token without an expiry never expires.',
    file: '10-hashed-tokens/models.ts',
    find: 'this.expiry !== null && Date.parse',
    replace: 'this.expiry === null || Date.parse',
    caughtBy: {
      'never expires a token without an expiry': 401,
    },
  },
  {
    name: 'inverts the comparison',
    misconception: 'A token has expired when its expiry is earlier than now.',
    file: '10-hashed-tokens/models.ts',
    find: '< now().getTime()',
    replace: '> now().getTime()',
    caughtBy: {
      'makes a new token at each login, and all of them work': 401,
      'logs in the user with the password, not the user of the token in the header': 401,
      'answers 403 to a login when the user has ten valid tokens': 200,
      'makes no more tokens than allowed when logins arrive at once': 200,
      'counts neither expired tokens nor those of other users': 403,
      'authenticates the user by the token': 401,
      'compares digests in constant time': 200,
      'refuses a token while its user is inactive, and accepts it again afterwards': 401,
      'refuses the token of a deleted user, and deletes it': 401,
      'expires a token ten hours after the login, however often it is used': 401,
      'checks the expiry before it checks whether the user is active': 401,
      'deletes all expired tokens of a user when one of their tokens is sent': 401,
      'deletes only the token that logs out': 401,
      'deletes every token of a user who logs out everywhere, and no other': 401,
      'keeps the token of version 1 when one of version 2 logs out': 401,
      'follows the policy of /api/v2/login/': 401,
      'follows the policy of /api/v2/me/': 401,
      'follows the policy of /api/v2/logout/': 401,
      'follows the policy of /api/v2/logoutall/': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'uses another clock',
    misconception:
      'Use `now()` everywhere. Another clock cannot be tested, and can disagree with the stored times.',
    file: '10-hashed-tokens/models.ts',
    find: '< now().getTime()',
    replace: '< Date.now()',
    caughtBy: {
      'expires a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'checks only the first characters',
    misconception: 'The key only finds the row. The digest proves that the whole token is right.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'authToken.hasExpired || !compareDigest(hashToken(token), authToken.digest)',
    replace: 'authToken.hasExpired',
    caughtBy: {
      'accepts neither a digest nor the beginning of a token': 200,
      'answers 401 to a token that is shortened, lengthened or changed': 200,
      'compares digests in constant time': 200,
    },
  },
  {
    name: 'compares digests with ===',
    misconception:
      '`===` stops at the first different character, so its time reveals how many were right.',
    file: '10-hashed-tokens/authentication.ts',
    find: '!compareDigest(hashToken(token), authToken.digest)',
    replace: 'hashToken(token) !== authToken.digest',
    caughtBy: {
      'compares digests in constant time': 200,
    },
  },
  {
    name: 'accepts a digest as a token',
    misconception: 'If the digest works as a token, a stolen table is a table of tokens.',
    file: '10-hashed-tokens/authentication.ts',
    find: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    replace: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
    const [stolen] = await AuthToken.objects.filter({ digest: token })
    if (stolen) return this.validateUser(stolen)
`,
    caughtBy: {
      'accepts neither a digest nor the beginning of a token': 200,
    },
  },
  {
    name: 'compares tokens case-insensitively',
    misconception: 'Tokens are case-sensitive.',
    file: '10-hashed-tokens/authentication.ts',
    find: `const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    replace: `token = token.toLowerCase()
    const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
`,
    caughtBy: {
      'answers 401 to a token that is shortened, lengthened or changed': 200,
    },
  },
  {
    name: 'does not check the expiry',
    misconception:
      'A token that is still stored can have expired. Check the expiry at every request.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'authToken.hasExpired || !compareDigest',
    replace: '!compareDigest',
    caughtBy: {
      'expires a token ten hours after the login, however often it is used': 200,
      'checks the expiry before it checks whether the user is active': 401,
    },
  },
  {
    name: 'leaves expired tokens in the table',
    misconception: "Delete a user's expired tokens at authentication. Nothing else deletes them.",
    file: '10-hashed-tokens/authentication.ts',
    find: `      await AuthToken.deleteExpired(authToken.userId)
`,
    replace: '',
    caughtBy: {
      'deletes all expired tokens of a user when one of their tokens is sent': 200,
    },
  },
  {
    name: 'deletes only the expired token that was sent',
    misconception: 'Other expired tokens of the user are never sent again. Delete them too.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'await AuthToken.deleteExpired(authToken.userId)',
    replace: 'if (authToken.hasExpired) await AuthToken.objects.delete(authToken)',
    caughtBy: {
      'deletes all expired tokens of a user when one of their tokens is sent': 200,
    },
  },
  {
    name: 'does not check whether the user is active',
    misconception: 'All tokens of an inactive user must stop working.',
    file: '10-hashed-tokens/authentication.ts',
    find: 'return this.validateUser(authToken)',
    replace: `const user = await User.objects.find({ id: authToken.userId })
      if (user) return [user, authToken]`,
    caughtBy: {
      'refuses a token while its user is inactive, and accepts it again afterwards': 200,
      'follows the policy of /api/v2/login/': 405,
      'follows the policy of /api/v2/me/': 200,
      'follows the policy of /api/v2/logout/': 204,
      'follows the policy of /api/v2/logoutall/': 204,
    },
  },
  {
    name: 'checks the user before the expiry',
    misconception: 'An expired token is invalid. It must not reveal anything about its user.',
    file: '10-hashed-tokens/authentication.ts',
    find: '      if (authToken.hasExpired ||',
    replace: `      const user = await User.objects.find({ id: authToken.userId })
      if (!user?.isActive) throw new AuthenticationFailed('User inactive or deleted.')
      if (authToken.hasExpired ||`,
    caughtBy: {
      'checks the expiry before it checks whether the user is active': 401,
    },
  },
  {
    name: 'also accepts tokens of version 1',
    misconception:
      'A token of version 1 never expires. Accepting it defeats the purpose of version 2.',
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
    name: 'extends a token when it is used',
    misconception:
      'A stolen token could be kept valid by using it. The expiry is fixed at the login.',
    file: '10-hashed-tokens/authentication.ts',
    find: '      return this.validateUser(authToken)',
    replace: `      const expiry = new Date(now().getTime() + 36_000_000).toISOString().replace('Z', '000Z')
      if (authToken.expiry) await AuthToken.objects.update({ digest: authToken.digest }, { expiry })
      return this.validateUser(authToken)`,
    imports: `import { now } from '#shared/clock.ts'`,
    caughtBy: {
      'expires a token ten hours after the login, however often it is used': 200,
      'follows the policy of /api/v2/login/': 200,
      'follows the policy of /api/v2/me/': 200,
      'follows the policy of /api/v2/logout/': 200,
      'follows the policy of /api/v2/logoutall/': 200,
    },
  },
  {
    name: 'logs out the other devices at a login',
    misconception: 'Each device has its own token. A login must not end the others.',
    file: '10-hashed-tokens/views.ts',
    find: '  const made = await createWithinLimit(user)',
    replace: `  await AuthToken.objects.delete({ user })
  const made = await createWithinLimit(user)`,
    caughtBy: {
      'makes a new token at each login, and all of them work': 200,
      'answers 403 to a login when the user has ten valid tokens': 200,
      'makes no more tokens than allowed when logins arrive at once': 200,
      'follows the policy of /api/v2/login/': 401,
    },
  },
  {
    name: 'makes tokens without a limit',
    misconception: 'Without a limit, a client with the password can fill the table.',
    file: '10-hashed-tokens/views.ts',
    find: 'await createWithinLimit(user)',
    replace: 'await AuthToken.createToken(user)',
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 200,
      'makes no more tokens than allowed when logins arrive at once': 200,
    },
  },
  {
    name: 'counts the tokens before it creates one',
    misconception:
      'Other logins can come in between. Count and create in one lock, as `createWithinLimit` does.',
    file: '10-hashed-tokens/views.ts',
    find: '  const made = await createWithinLimit(user)\n',
    replace: `  const working = (await AuthToken.objects.filter({ user })).filter(({ hasExpired }) => !hasExpired)
  const made = working.length < TOKEN_LIMIT_PER_USER ? await AuthToken.createToken(user) : undefined
`,
    caughtBy: {
      'makes no more tokens than allowed when logins arrive at once': 200,
    },
  },
  {
    name: 'returns the digest instead of the token',
    misconception: 'The client needs the token. It is not available after this response.',
    file: '10-hashed-tokens/views.ts',
    find: 'const [{ expiry }, token] = made',
    replace: 'const [{ expiry, digest: token }] = made',
    caughtBy: {
      'answers a login with a token and its expiry, and sets no cookie': 200,
      'makes a new token at each login, and all of them work': 200,
      'logs in the user with the password, not the user of the token in the header': 401,
      'stores the SHA-512 digest of a token and its first 15 characters, and not the token': 200,
      'expires a token ten hours after the login, however often it is used': 200,
    },
  },
  {
    name: 'logs in the user of the token in the header',
    misconception:
      'The password decides who logs in. The token in the header can belong to another user.',
    file: '10-hashed-tokens/views.ts',
    find: 'await createWithinLimit(user)',
    replace: 'await createWithinLimit(request.auth ? (request.user as typeof user) : user)',
    caughtBy: {
      'logs in the user with the password, not the user of the token in the header': 200,
    },
  },
  {
    name: 'returns `detail` where clients expect `error`',
    misconception: 'Clients of django-rest-knox read `error` here.',
    file: '10-hashed-tokens/views.ts',
    find: 'response.status(403).json(TOO_MANY)',
    replace: 'response.status(403).json({ detail: TOO_MANY.error })',
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 403,
    },
  },
  {
    name: 'refuses the eleventh token with 400',
    misconception: 'The request is valid, but one more token is not allowed. That is 403.',
    file: '10-hashed-tokens/views.ts',
    find: 'response.status(403)',
    replace: 'response.status(400)',
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 400,
      'makes no more tokens than allowed when logins arrive at once': 200,
    },
  },
  {
    name: 'does not delete the token at a logout',
    misconception: 'If only the client forgets the token, a copy of it still works.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
`,
    replace: '',
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 403,
      'deletes only the token that logs out': 200,
    },
  },
  {
    name: 'logs out every device at a logout',
    misconception:
      'A logout on one device leaves the others logged in. Delete the token that made the request.',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })',
    replace: 'await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    caughtBy: {
      'deletes only the token that logs out': 401,
    },
  },
  {
    name: 'does not await the deletion',
    misconception: 'Without `await`, the response is sent while the token still works.',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken',
    replace: 'if (request.auth) void AuthToken',
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 403,
      'deletes only the token that logs out': 200,
    },
  },
  {
    name: 'logs out one device instead of all',
    misconception: '`logoutall` is for a user who has lost a device. It ends all of their tokens.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  await AuthToken.objects.delete({ digest: request.auth?.key ?? '' })`,
    caughtBy: {
      'deletes every token of a user who logs out everywhere, and no other': 200,
    },
  },
  {
    name: 'deletes the tokens of all users',
    misconception: 'One user logs out on all devices. Other users stay logged in.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace:
      '  for (const each of await AuthToken.objects.all()) await AuthToken.objects.delete(each)',
    caughtBy: {
      'deletes every token of a user who logs out everywhere, and no other': 401,
      'follows the policy of /api/v2/logoutall/': 401,
      'logs out without reading a body': 401,
    },
  },
  {
    name: 'also deletes the token of version 1',
    misconception: 'The two versions have separate tokens. Clients of version 1 stay logged in.',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  await Token.objects.delete({ userId: Number(request.user.id) })
  await AuthToken.objects.delete({ userId: Number(request.user.id) })`,
    imports: `import { Token } from '../01-token-model/models.ts'`,
    caughtBy: {
      'keeps the token of version 1 when one of version 2 logs out': 401,
    },
  },
  {
    name: 'reads the body at a logout',
    misconception:
      'A logout needs no body. Reading it makes the logout fail when the body is malformed.',
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
    misconception: 'A logout has nothing to return. Respond with 204 and no body.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
  response.status(204).end()`,
    replace: `  if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })
  response.status(200).json({})`,
    caughtBy: {
      'answers 403 to a login when the user has ten valid tokens': 200,
      'deletes only the token that logs out': 200,
      'keeps the token of version 1 when one of version 2 logs out': 200,
      'follows the policy of /api/v2/logout/': 200,
      'logs out without reading a body': 200,
    },
  },
  {
    name: 'also sets a cookie at the login',
    misconception:
      'A cookie also logs the browser in, and still exists after the logout of the token.',
    file: '10-hashed-tokens/views.ts',
    find: '    response.json({ expiry, token })',
    replace: `    response.cookie('token', token).json({ expiry, token })`,
    caughtBy: {
      'answers a login with a token and its expiry, and sets no cookie': 200,
    },
  },
  {
    name: 'remembers the user of a token',
    misconception:
      'A remembered user ignores a logout, a change by another server, and a deleted account. Query the database at every request.',
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
      'refuses the token of a deleted user, and deletes it': 200,
      'expires a token ten hours after the login, however often it is used': 200,
      'deletes only the token that logs out': 200,
      'deletes every token of a user who logs out everywhere, and no other': 200,
    },
  },
  {
    name: 'logs in without checking the password',
    misconception: '`authenticate` of step 3 checks the password, and whether the user is active.',
    file: '10-hashed-tokens/views.ts',
    find: 'await authenticate(username, password)',
    replace: 'await Users.objects.find({ username })',
    imports: `import { User as Users } from '#shared/auth/user.ts'`,
    caughtBy: {
      'answers 400 to a login with a wrong password, or of an unknown or inactive user': 200,
      'answers 403 to a login when the user has ten valid tokens': 403,
    },
  },
  {
    name: 'ignores a wrong token at the login',
    misconception:
      'A client that sends an invalid token believes that it is logged in. Refuse the token in every view.',
    file: 'app.ts',
    find: `      name: 'Login',
      authenticationClasses: [TokenAuthentication],`,
    replace: `      name: 'Login',
      authenticationClasses: [],`,
    caughtBy: {
      'follows the policy of /api/v2/login/': 200,
    },
  },
  {
    name: 'compares the expiry in whole seconds',
    misconception:
      'The token stays valid until the end of its last second. Compare the times as they are stored.',
    file: '10-hashed-tokens/models.ts',
    find: '    return this.expiry !== null && Date.parse(this.expiry) < now().getTime()',
    replace: `    const seconds = (time: number) => Math.floor(time / 1000)
    return this.expiry !== null && seconds(Date.parse(this.expiry)) < seconds(now().getTime())`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'takes a lifetime of zero for none',
    misconception: 'Zero is a number of seconds. Only null means that a token never expires.',
    file: '10-hashed-tokens/models.ts',
    find: 'return seconds === null ? null',
    replace: 'return !seconds ? null',
    caughtBy: {
      'gives a token the lifetime that it is created with': 200,
    },
  },
]
