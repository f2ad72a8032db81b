import type { Mistake } from '../harness/mistake.ts'

/** The mistakes that people make in this step, and the checks that catch them. */
export const mistakes: Mistake[] = [
  {
    name: 'compares the password with the hash as text',
    misconception: 'The stored password is a hash. It never equals the password itself.',
    file: '03-login/backends.ts',
    find: 'await checkPassword(password, user?.password)',
    replace: 'password === user?.password',
    caughtBy: {
      'answers a login with 200 and the existing token': 400,
      'answers a login with a new token when the user has none': 400,
      'answers a login with 400 unless the password matches exactly': 400,
      'answers a login with 400 as soon as the password has changed': 400,
      'answers a login with a new token after the old one was deleted': 400,
      'ignores another scheme': 400,
      'ignores a keyword and a key with no space between them': 400,
      'answers 500, and stores nothing, when the database fails': 400,
      'answers only after every database call has finished': 400,
      'answers two simultaneous logins with the same token': 400,
      'follows the policy of /api/login/': 400,
    },
  },
  {
    name: 'does not await the comparison',
    misconception:
      'A promise is truthy, whatever it resolves to. Without `await`, every password is right.',
    file: '03-login/backends.ts',
    find: 'await checkPassword(password, user?.password)',
    replace: 'checkPassword(password, user?.password)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login with 400 unless the password matches exactly': 200,
      'answers a login with 400 as soon as the password has changed': 200,
      'creates no token for a refused login': 200,
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
      'hashes a password for an inactive user too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'does not check the password',
    misconception: 'Knowing a username proves nothing. Check the password.',
    file: '03-login/backends.ts',
    find: 'const matches = await checkPassword(password, user?.password)',
    replace: 'const matches = true',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login with 400 unless the password matches exactly': 200,
      'answers a login with 400 as soon as the password has changed': 200,
      'creates no token for a refused login': 200,
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
      'hashes a password for an inactive user too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'lets inactive users log in',
    misconception:
      'An account with `isActive` false is closed. A right password does not reopen it.',
    file: '03-login/backends.ts',
    find: 'matches && user?.isActive ? user : undefined',
    replace: 'matches ? user : undefined',
    caughtBy: {
      'answers a login of an inactive user like a wrong password': 200,
      'answers a login of inactive staff like a wrong password': 200,
      'answers a login with 400 as soon as the user is inactive': 200,
    },
  },
  {
    name: 'answers unknown usernames differently from wrong passwords',
    misconception: 'A different response for an unknown name reveals who has an account.',
    file: '03-login/backends.ts',
    imports: "import { ValidationError } from '#shared/exceptions.ts'",
    find: '  const matches',
    replace: `  if (!user) throw new ValidationError({ username: ['There is no such user.'] })
  const matches`,
    caughtBy: {
      'answers a login with an unknown username like a wrong password': 400,
      'answers a login with 400 unless the username matches exactly': 400,
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'answers inactive users differently from wrong passwords',
    misconception: 'A different response for an inactive account reveals that it exists.',
    file: '03-login/backends.ts',
    imports: "import { ValidationError } from '#shared/exceptions.ts'",
    find: '  return matches',
    replace: `  if (user && !user.isActive) throw new ValidationError({ non_field_errors: ['This account is inactive.'] })
  return matches`,
    caughtBy: {
      'answers a login of an inactive user like a wrong password': 400,
      'answers a login of inactive staff like a wrong password': 400,
      'answers a login with 400 as soon as the user is inactive': 400,
    },
  },
  {
    name: 'takes the first user in the table',
    misconception:
      'The first user in the table is not the one who logs in. Find the user by username.',
    file: '03-login/backends.ts',
    find: 'User.objects.find({ username })',
    replace: '(await User.objects.all())[0]',
    caughtBy: {
      'answers a login with 200 and the existing token': 200,
      'answers a login with 400 unless the username matches exactly': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers two simultaneous logins with the same token': 200,
    },
  },
  {
    name: 'answers a failed login with 401',
    misconception:
      'A failed login is invalid data, 400. A 401 is for requests with wrong credentials.',
    file: '03-login/views.ts',
    imports: "import { AuthenticationFailed } from '#shared/exceptions.ts'",
    find: 'throw new ValidationError(REFUSED)',
    replace: 'throw new AuthenticationFailed(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 401,
      'answers a login with an unknown username like a wrong password': 401,
      'answers a login of an inactive user like a wrong password': 401,
      'answers a login with 400 unless the password matches exactly': 401,
      'answers a login with 400 unless the username matches exactly': 401,
      'answers a login of inactive staff like a wrong password': 401,
      'answers a login with 400 as soon as the password has changed': 401,
      'answers a login with 400 as soon as the user is inactive': 401,
      'creates no token for a refused login': 401,
      'hashes a password for an unknown username too, so that timing reveals nothing': 401,
      'hashes a password for an inactive user too, so that timing reveals nothing': 401,
    },
  },
  {
    name: 'answers a failed login with 403',
    misconception: 'Logging in is not forbidden. The data was wrong, which is 400.',
    file: '03-login/views.ts',
    imports: "import { PermissionDenied } from '#shared/exceptions.ts'",
    find: 'throw new ValidationError(REFUSED)',
    replace: 'throw new PermissionDenied(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 403,
      'answers a login with an unknown username like a wrong password': 403,
      'answers a login of an inactive user like a wrong password': 403,
      'answers a login with 400 unless the password matches exactly': 403,
      'answers a login with 400 unless the username matches exactly': 403,
      'answers a login of inactive staff like a wrong password': 403,
      'answers a login with 400 as soon as the password has changed': 403,
      'answers a login with 400 as soon as the user is inactive': 403,
      'creates no token for a refused login': 403,
      'hashes a password for an unknown username too, so that timing reveals nothing': 403,
      'hashes a password for an inactive user too, so that timing reveals nothing': 403,
    },
  },
  {
    name: 'answers a failed login with 200',
    misconception: 'A status of 200 means success, whatever the body says.',
    file: '03-login/views.ts',
    find: 'throw new ValidationError(REFUSED)',
    replace: 'return void response.json(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login with an unknown username like a wrong password': 200,
      'answers a login of an inactive user like a wrong password': 200,
      'answers a login with 400 unless the password matches exactly': 200,
      'answers a login with 400 unless the username matches exactly': 200,
      'answers a login of inactive staff like a wrong password': 200,
      'answers a login with 400 as soon as the password has changed': 200,
      'answers a login with 400 as soon as the user is inactive': 200,
      'creates no token for a refused login': 200,
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
      'hashes a password for an inactive user too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'answers a failed login with `detail`',
    misconception:
      'Errors about the data as a whole are listed under `non_field_errors`. `detail` is for errors other than validation.',
    file: '03-login/views.ts',
    find: 'ValidationError(REFUSED)',
    replace: 'ValidationError(REFUSED.non_field_errors[0] as never)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 400,
      'answers a login with an unknown username like a wrong password': 400,
      'answers a login of an inactive user like a wrong password': 400,
      'answers a login with 400 unless the password matches exactly': 400,
      'answers a login with 400 unless the username matches exactly': 400,
      'answers a login of inactive staff like a wrong password': 400,
      'answers a login with 400 as soon as the password has changed': 400,
      'answers a login with 400 as soon as the user is inactive': 400,
      'creates no token for a refused login': 400,
      'hashes a password for an unknown username too, so that timing reveals nothing': 400,
      'hashes a password for an inactive user too, so that timing reveals nothing': 400,
    },
  },
  {
    name: 'makes a new token at every login',
    misconception:
      "A new token at every login logs out the user's other devices. Get the existing one.",
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: `await Token.objects.delete({ user })
  const token = await Token.objects.create({ user })`,
    caughtBy: {
      'answers a login with 200 and the existing token': 200,
      'answers two simultaneous logins with the same token': 200,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'creates a token for a user who has one',
    misconception:
      'The signal has already created a token, and each user has only one. Create one only if it is missing.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: 'const token = await Token.objects.create({ user })',
    caughtBy: {
      'answers a login with 200 and the existing token': 500,
      'answers a login with 400 unless the password matches exactly': 500,
      'answers a login with 400 as soon as the password has changed': 500,
      'ignores another scheme': 500,
      'ignores a keyword and a key with no space between them': 500,
      'answers two simultaneous logins with the same token': 200,
      'follows the policy of /api/login/': 500,
    },
  },
  {
    name: 'expects every user to have a token',
    misconception: 'After a logout the user has no token. The login has to create one.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: 'const token = (await Token.objects.find({ user })) as Token',
    caughtBy: {
      'answers a login with a new token when the user has none': 500,
      'answers a login with a new token after the old one was deleted': 500,
      'answers 500, and stores nothing, when the database fails': 500,
      'answers only after every database call has finished': 500,
      'answers two simultaneous logins with the same token': 500,
    },
  },
  {
    name: 'answers with the whole token',
    misconception: 'The client needs only the key, under the name `token`.',
    file: '03-login/views.ts',
    find: 'response.json({ token: token.key })',
    replace: 'response.json(token)',
    caughtBy: {
      'answers a login with 200 and the existing token': 200,
      'answers a login with a new token when the user has none': 200,
      'answers a login with a new token after the old one was deleted': 200,
      'ignores another scheme': 200,
      'ignores a keyword and a key with no space between them': 200,
      'answers only after every database call has finished': 200,
      'answers two simultaneous logins with the same token': 200,
    },
  },
  {
    name: 'reads the body without validating it',
    misconception:
      'A request body can lack a field or contain anything. Validate it before you use it.',
    file: '03-login/views.ts',
    find: 'await validate(fields, await request.data())',
    replace: '(await request.data()) as { username: string; password: string }',
    caughtBy: {
      'answers a login with 400 and the missing fields': 500,
    },
  },
  {
    name: 'does not require a password',
    misconception:
      'The password is a required field. A login without it is not the same as a login with a wrong one.',
    file: '03-login/views.ts',
    find: 'password: new CharField({ trimWhitespace: false })',
    replace: 'password: new CharField({ trimWhitespace: false, required: false })',
    caughtBy: {
      'answers a login with 400 and the missing fields': 500,
    },
  },
  {
    name: 'compares the keyword case-sensitively',
    misconception:
      'Scheme names are case-insensitive (RFC 9110, 11.1): `token` and `TOKEN` are the same scheme.',
    file: '03-login/authentication.ts',
    find: 'keyword?.toLowerCase() !== this.keyword.toLowerCase()',
    replace: 'keyword !== this.keyword',
    caughtBy: {
      'accepts the keyword in upper and lower case': 401,
    },
  },
  {
    name: 'accepts any scheme',
    misconception: 'A header for another scheme is not for this class. Return null.',
    file: '03-login/authentication.ts',
    find: 'if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null',
    replace: 'if (keyword === undefined) return null',
    caughtBy: {
      'ignores another scheme': 401,
      'ignores a keyword and a key with no space between them': 401,
      'ignores a key without the keyword': 401,
    },
  },
  {
    name: 'refuses other schemes',
    misconception: 'A header for another scheme is not for this class. Return null.',
    file: '03-login/authentication.ts',
    find: '!== this.keyword.toLowerCase()) return null',
    replace: `!== this.keyword.toLowerCase() && keyword !== undefined) throw new AuthenticationFailed('Invalid token.')
    if (keyword === undefined) return null`,
    caughtBy: {
      'ignores another scheme': 401,
      'ignores a keyword and a key with no space between them': 401,
      'ignores a key without the keyword': 401,
    },
  },
  {
    name: 'checks only how the header begins',
    misconception:
      'A header that begins with the keyword can be a longer word. The keyword ends at a space.',
    file: '03-login/authentication.ts',
    find: `const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null`,
    replace: `const [, ...rest] = getAuthorizationHeader(request)
    const header = request.headers.authorization ?? ''
    if (!header.toLowerCase().startsWith('token')) return null
    const key = header.slice(5).trim().split(' ')[0] || undefined
    rest.shift()`,
    caughtBy: {
      'ignores another scheme': 401,
      'ignores a keyword and a key with no space between them': 401,
    },
  },
  {
    name: 'accepts a key without the keyword',
    misconception: 'The keyword names the scheme. Without it, the header is not for this class.',
    file: '03-login/authentication.ts',
    find: 'const [keyword, key, ...rest] = getAuthorizationHeader(request)',
    replace: `const words = getAuthorizationHeader(request)
    const [keyword, key, ...rest] = words.length === 1 && words[0] !== 'Token' ? ['token', ...words] : words`,
    caughtBy: {
      'ignores a keyword and a key with no space between them': 401,
      'ignores a key without the keyword': 200,
    },
  },
  {
    name: 'reads the token from the URL',
    misconception: 'URLs are stored in logs and browser histories, where others can read a token.',
    file: '03-login/authentication.ts',
    find: 'const [keyword, key, ...rest] = getAuthorizationHeader(request)',
    replace: `const words = getAuthorizationHeader(request)
    const [keyword, key, ...rest] = request.query.token ? ['token', String(request.query.token)] : words`,
    caughtBy: {
      'ignores a token in the URL': 200,
    },
  },
  {
    name: 'treats a wrong key as an anonymous request',
    misconception:
      'A client that sends a wrong key must be told. With null, the request is anonymous, and open views accept it.',
    file: '03-login/authentication.ts',
    find: "if (!token?.user) throw new AuthenticationFailed('Invalid token.')",
    replace: 'if (!token?.user) return null as never',
    caughtBy: {
      'answers 401 "Invalid token." to an unknown key': 401,
      'answers 401 "Invalid token." to a key in the wrong case': 401,
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 401,
      'answers 401 to a token as soon as it is deleted': 401,
      'follows the policy of /api/register/': 201,
      'follows the policy of /api/login/': 200,
    },
  },
  {
    name: 'answers for an inactive user as for an unknown key',
    misconception:
      'A client with a real token has proved who it is. It can be told that the account is inactive.',
    file: '03-login/authentication.ts',
    find: `    if (!token.user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
`,
    replace: `    if (!token.user.isActive) throw new AuthenticationFailed('Invalid token.')
`,
    caughtBy: {
      'answers 401 to the token of inactive staff': 401,
      'answers 401 to a token as soon as its user is inactive': 401,
      'answers 401 to the token of an inactive user': 401,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'authenticates inactive users',
    misconception:
      'A token still exists when its user is deactivated. Check `isActive` at every request.',
    file: '03-login/authentication.ts',
    find: `    if (!token.user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
`,
    replace: '',
    caughtBy: {
      'answers 401 to the token of inactive staff': 200,
      'answers 401 to a token as soon as its user is inactive': 200,
      'answers 401 to the token of an inactive user': 200,
      'follows the policy of /api/register/': 405,
      'follows the policy of /api/login/': 405,
    },
  },
  {
    name: 'treats a keyword without a key as an anonymous request',
    misconception:
      'The header is for this scheme but has no key. That is an error, not an anonymous request.',
    file: '03-login/authentication.ts',
    find: 'throw new AuthenticationFailed(NO_CREDENTIALS)',
    replace: 'return null',
    caughtBy: {
      'answers 401 to the keyword without a key': 401,
    },
  },
  {
    name: 'ignores the words after the key',
    misconception: 'A key has no spaces. More words mean that the header is malformed.',
    file: '03-login/authentication.ts',
    find: 'if (rest.length > 0)',
    replace: 'if (rest.length > 99)',
    caughtBy: {
      'answers 401 to two Authorization headers': 401,
      'answers 401 to a key with a space in it': 200,
    },
  },
  {
    name: 'refuses a wrong key with 403',
    misconception: '403 means that the user is authenticated. With a wrong key they are not.',
    file: '03-login/authentication.ts',
    imports: "import { PermissionDenied } from '#shared/exceptions.ts'",
    find: "if (!token?.user) throw new AuthenticationFailed('Invalid token.')",
    replace: "if (!token?.user) throw new PermissionDenied('Invalid token.')",
    caughtBy: {
      'answers 401 "Invalid token." to an unknown key': 403,
      'answers 401 "Invalid token." to a key in the wrong case': 403,
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 403,
      'answers 401 to a token as soon as it is deleted': 403,
      'follows the policy of /api/register/': 403,
      'follows the policy of /api/login/': 403,
    },
  },
  {
    name: 'compares keys case-insensitively',
    misconception:
      'Only the keyword is case-insensitive. A key that is compared loosely is easier to guess.',
    file: '03-login/authentication.ts',
    find: "await Token.objects.selectRelated('user').find({ key })",
    replace: `(await Token.objects.selectRelated('user').all()).find(
      (token) => token.key.toLowerCase() === key.toLowerCase(),
    )`,
    caughtBy: {
      'answers 401 "Invalid token." to a key in the wrong case': 200,
    },
  },
  {
    name: 'does not say how to authenticate',
    misconception: 'A 401 has to name the scheme to use. Without it, DRF answers 403.',
    file: '03-login/authentication.ts',
    find: `    return this.keyword
  }`,
    replace: `    return undefined as never
  }`,
    caughtBy: {
      'answers 401 "Invalid token." to an unknown key': 403,
      'answers 401 "Invalid token." to a key in the wrong case': 403,
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 403,
      'answers 401 to the token of inactive staff': 403,
      'answers 401 to a token as soon as its user is inactive': 403,
      'answers 401 to a token as soon as it is deleted': 403,
      'answers 401 to two Authorization headers': 403,
      'answers 401 to the token of an inactive user': 403,
      'answers 401 to the keyword without a key': 403,
      'answers 401 to a key with a space in it': 403,
      'answers 401 to a key that is not valid UTF-8': 403,
      'ignores another scheme': 403,
      'ignores a key without the keyword': 403,
      'ignores a token in the URL': 403,
      'ignores a token in a cookie': 403,
      'ignores a token, a name or an id in another header': 403,
      'follows the policy of /api/register/': 403,
      'follows the policy of /api/login/': 403,
    },
  },
  {
    name: "returns the token's id instead of the user",
    misconception:
      'The token stores its user in `userId`. Its own id can be the id of another user.',
    file: '03-login/authentication.ts',
    imports: "import { User as Users } from '#shared/auth/user.ts'",
    find: "const token = await Token.objects.selectRelated('user').find({ key })",
    replace: `const found = await Token.objects.find({ key })
    const token = found && { ...found, user: await Users.objects.find({ id: 1 }) }`,
    caughtBy: {
      'authenticates the user whose token is sent': 401,
      'accepts the keyword in upper and lower case': 401,
      'answers 401 to the token of an inactive user': 401,
      'answers 401 to the token of inactive staff': 401,
      'answers 401 to a token as soon as its user is inactive': 401,
      'answers 500, and stores nothing, when the database fails': 401,
      'answers only after every database call has finished': 401,
      'authenticates two users whose requests arrive at the same time': 401,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'looks the key up with its keyword',
    misconception:
      'The keyword names the scheme and is not part of the key. Look up what follows it.',
    file: '03-login/authentication.ts',
    find: '.find({ key })',
    replace: '.find({ key: [this.keyword, key].join(" ") })',
    caughtBy: {
      'authenticates the user whose token is sent': 401,
      'accepts the keyword in upper and lower case': 401,
      'answers 401 to the token of an inactive user': 401,
      'answers 401 to the token of inactive staff': 401,
      'answers 401 to a token as soon as its user is inactive': 401,
      'answers 500, and stores nothing, when the database fails': 401,
      'answers only after every database call has finished': 401,
      'authenticates two users whose requests arrive at the same time': 401,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'continues after the refusal',
    misconception:
      'Sending a response does not end the function. Return after it, or throw instead.',
    file: '03-login/views.ts',
    find: 'if (!user) throw new ValidationError(REFUSED)',
    replace: 'if (!user) response.status(400).json(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 400,
      'answers a login with an unknown username like a wrong password': 400,
      'answers a login of an inactive user like a wrong password': 400,
      'answers a login with 400 unless the password matches exactly': 400,
      'answers a login with 400 unless the username matches exactly': 400,
      'answers a login of inactive staff like a wrong password': 400,
      'answers a login with 400 as soon as the password has changed': 400,
      'answers a login with 400 as soon as the user is inactive': 400,
      'creates no token for a refused login': 400,
      'hashes a password for an unknown username too, so that timing reveals nothing': 400,
      'hashes a password for an inactive user too, so that timing reveals nothing': 400,
    },
  },
  {
    name: 'hashes no password when there is no user',
    misconception:
      'A faster response for an unknown username reveals which usernames exist. Await a hash for it too.',
    file: '03-login/backends.ts',
    find: 'const matches = await checkPassword(password, user?.password)',
    replace: 'const matches = user && (await checkPassword(password, user.password))',
    caughtBy: {
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'does not await the hash when there is no user',
    misconception:
      'A faster response for an unknown username reveals which usernames exist. Await a hash for it too.',
    file: '03-login/backends.ts',
    find: 'const matches = await checkPassword(password, user?.password)',
    replace: `if (!user) {
    checkPassword(password, undefined).catch(() => {})
    return undefined
  }
  const matches = await checkPassword(password, user.password)`,
    caughtBy: {
      'hashes a password for an unknown username too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'does not decode the key',
    misconception:
      'Node gives one character for each byte of a header. Decode the bytes as UTF-8 to get the key.',
    file: '03-login/authentication.ts',
    find: 'decodeKey(key)',
    replace: 'key',
    caughtBy: {
      'answers 401 to a key that is not valid UTF-8': 401,
    },
  },
  {
    name: 'ignores what the authentication classes return',
    misconception: 'What a class returns has no effect until you set it on the request.',
    file: '03-login/authentication.ts',
    find: `    ;[request.user, request.auth] = recognised
`,
    replace: '',
    caughtBy: {
      'authenticates the user whose token is sent': 401,
      'accepts the keyword in upper and lower case': 401,
      'sets the user that an authentication class returns': 403,
      'answers 500, and stores nothing, when the database fails': 401,
      'answers only after every database call has finished': 401,
      'authenticates two users whose requests arrive at the same time': 401,
    },
  },
  {
    name: 'treats a wrong token as no token',
    misconception:
      'null means that there are no credentials for this class. An exception means that they are wrong, and must reach the client.',
    file: '03-login/authentication.ts',
    find: 'await authenticator.authenticate(request)',
    replace: 'await authenticator.authenticate(request).catch(() => null)',
    caughtBy: {
      'answers 401 "Invalid token." to an unknown key': 401,
      'answers 401 "Invalid token." to a key in the wrong case': 401,
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 401,
      'answers 401 to the token of inactive staff': 401,
      'answers 401 to a token as soon as its user is inactive': 401,
      'answers 401 to a token as soon as it is deleted': 401,
      'answers 401 to two Authorization headers': 401,
      'answers 401 to the token of an inactive user': 401,
      'answers 401 to the keyword without a key': 401,
      'answers 401 to a key with a space in it': 401,
      'answers 401 to a key that is not valid UTF-8': 401,
      'answers 500, and stores nothing, when the database fails': 401,
      'follows the policy of /api/register/': 201,
      'follows the policy of /api/login/': 200,
    },
  },
  {
    name: 'does not wait for the authentication class',
    misconception: 'A class looks the key up in the database, so it returns a promise. Await it.',
    file: '03-login/authentication.ts',
    find: 'await authenticator.authenticate(request)',
    replace: 'authenticator.authenticate(request) as never',
    caughtBy: {
      'answers a login with 200 and the existing token': 500,
      'answers a login with a new token when the user has none': 500,
      'answers a login with 400 when the password is wrong': 500,
      'answers a login with an unknown username like a wrong password': 500,
      'answers a login of an inactive user like a wrong password': 500,
      'answers a login with 400 and the missing fields': 500,
      'answers a login with 400 unless the password matches exactly': 500,
      'answers a login with 400 unless the username matches exactly': 500,
      'answers a login of inactive staff like a wrong password': 500,
      'answers a login with 400 as soon as the password has changed': 500,
      'answers a login with 400 as soon as the user is inactive': 500,
      'answers a login with a new token after the old one was deleted': 500,
      'creates no token for a refused login': 500,
      'authenticates the user whose token is sent': 500,
      'accepts the keyword in upper and lower case': 500,
      'answers 401 "Invalid token." to an unknown key': 500,
      'answers 401 "Invalid token." to a key in the wrong case': 500,
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 500,
      'answers 401 to the token of an inactive user': 500,
      'answers 401 to the token of inactive staff': 500,
      'answers 401 to a token as soon as its user is inactive': 500,
      'answers 401 to a token as soon as it is deleted': 500,
      'answers 401 to two Authorization headers': 500,
      'answers 401 to the keyword without a key': 500,
      'answers 401 to a key with a space in it': 500,
      'answers 401 to a key that is not valid UTF-8': 500,
      'hashes a password for an unknown username too, so that timing reveals nothing': 500,
      'hashes a password for an inactive user too, so that timing reveals nothing': 500,
      'ignores another scheme': 500,
      'ignores a keyword and a key with no space between them': 500,
      'ignores a key without the keyword': 500,
      'ignores a token in the URL': 500,
      'ignores a token in a cookie': 500,
      'ignores a token in the body': 500,
      'ignores a token, a name or an id in another header': 500,
      'calls every authentication class in order until one authenticates the user': 200,
      'sets the user that an authentication class returns': 500,
      'answers 500, and stores nothing, when the database fails': 500,
      'answers only after every database call has finished': 500,
      'authenticates two users whose requests arrive at the same time': 500,
      'answers two simultaneous logins with the same token': 500,
      'follows the policy of /api/register/': 500,
      'follows the policy of /api/login/': 500,
    },
  },
  {
    name: 'returns from the loop without calling next',
    misconception: 'Middleware that neither responds nor calls `next()` leaves the client waiting.',
    file: '03-login/authentication.ts',
    find: `    break
`,
    replace: `    return
`,
    caughtBy: {
      'authenticates the user whose token is sent': 0,
      'accepts the keyword in upper and lower case': 0,
      'answers 401 to a token as soon as its user is inactive': 0,
      'answers 401 to a token as soon as it is deleted': 0,
      'ignores a token, a name or an id in another header': 0,
      'calls every authentication class in order until one authenticates the user': 0,
      'sets the user that an authentication class returns': 0,
      'answers 500, and stores nothing, when the database fails': 0,
      'answers only after every database call has finished': 0,
      'authenticates two users whose requests arrive at the same time': 0,
      'follows the policy of /api/register/': 0,
      'follows the policy of /api/login/': 0,
    },
  },
  {
    name: 'trims the password',
    misconception: 'A space is a character of a password like any other.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: 'checkPassword(password.trim(),',
    caughtBy: {
      'answers a login with 400 unless the password matches exactly': 400,
    },
  },
  {
    name: 'cuts the password off at 72 characters',
    misconception:
      'What is cut off is not compared, so two passwords with the same beginning become equal.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: 'checkPassword(password.slice(0, 72),',
    caughtBy: {
      'answers a login with 400 unless the password matches exactly': 400,
    },
  },
  {
    name: 'normalizes the password',
    misconception: 'A password is compared exactly as it was sent.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: "checkPassword(password.normalize('NFD'),",
    caughtBy: {
      'answers a login with 400 unless the password matches exactly': 400,
    },
  },
  {
    name: 'refuses inactive users before it hashes',
    misconception: 'A faster refusal reveals that the account exists and is inactive.',
    file: '03-login/backends.ts',
    find: '  // Without a user it does the same work:',
    replace: `  if (user && !user.isActive) return undefined
  // Without a user it does the same work:`,
    caughtBy: {
      'hashes a password for an inactive user too, so that timing reveals nothing': 200,
    },
  },
  {
    name: 'lets inactive staff log in',
    misconception: 'An inactive account is closed, even for staff. Former staff must not get in.',
    file: '03-login/backends.ts',
    find: 'user?.isActive ?',
    replace: '(user?.isActive || user?.isStaff) ?',
    caughtBy: {
      'answers a login of inactive staff like a wrong password': 200,
    },
  },
  {
    name: 'remembers passwords that were right',
    misconception:
      'A password that was right before can be wrong now: it was changed, or the account was closed.',
    file: '03-login/backends.ts',
    imports: 'const known = new Map<string, User>()',
    find: '  return matches && user?.isActive ? user : undefined',
    replace: `  const pair = \`\${username}\\n\${password}\`
  if (matches && user?.isActive) known.set(pair, user)
  return known.get(pair)`,
    caughtBy: {
      'answers a login with 400 as soon as the password has changed': 200,
      'answers a login with 400 as soon as the user is inactive': 200,
    },
  },
  {
    name: 'finds the user case-insensitively',
    misconception: 'Usernames are case-sensitive: `Alice` and `alice` can be two users.',
    file: '03-login/backends.ts',
    find: 'await User.objects.find({ username })',
    replace:
      '(await User.objects.all()).find((each) => each.username.toLowerCase() === username.toLowerCase())',
    caughtBy: {
      'answers a login with 400 unless the username matches exactly': 200,
    },
  },
  {
    name: 'also sets the token as a cookie',
    misconception:
      'A browser sends cookies automatically, even when another site causes the request.',
    file: '03-login/views.ts',
    find: '  response.json({ token: token.key })',
    replace: "  response.cookie('token', token.key).json({ token: token.key })",
    caughtBy: {
      'answers a login with 200 and the existing token': 200,
    },
  },
  {
    name: 'remembers the keys that it has returned',
    misconception: 'A deleted key must not be returned. Only the database knows which keys exist.',
    file: '03-login/views.ts',
    imports: 'const keys = new Map<number, string>()',
    find: `  const [token] = await Token.objects.getOrCreate({ user })
  response.json({ token: token.key })`,
    replace: `  const key = keys.get(user.id) ?? (await Token.objects.getOrCreate({ user }))[0].key
  keys.set(user.id, key)
  response.json({ token: key })`,
    caughtBy: {
      'answers a login with a new token after the old one was deleted': 200,
    },
  },
  {
    name: 'creates the token before it checks the password',
    misconception: 'What you do before the refusal is also done for a wrong password.',
    file: '03-login/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  const user = await authenticate(username, password)
`,
    replace: `  const [named] = (await User.objects.filter({ username }))
  if (named) await Token.objects.getOrCreate({ user: named })
  const user = await authenticate(username, password)
`,
    caughtBy: {
      'creates no token for a refused login': 200,
      'answers 500, and stores nothing, when the database fails': 200,
    },
  },
  {
    name: 'compares the beginning of the key',
    misconception: 'Part of a key is easy to guess. Compare the whole key.',
    file: '03-login/authentication.ts',
    find: "await Token.objects.selectRelated('user').find({ key })",
    replace:
      "(await Token.objects.selectRelated('user').all()).find((each) => each.key.startsWith(key))",
    caughtBy: {
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 200,
    },
  },
  {
    name: 'removes quotes from the key',
    misconception: 'Look the key up exactly as it was sent.',
    file: '03-login/authentication.ts',
    find: '.find({ key })',
    replace: ".find({ key: key.replaceAll('\"', '') })",
    caughtBy: {
      'answers 401 "Invalid token." to a shortened, lengthened or quoted key': 200,
    },
  },
  {
    name: 'reads only the first Authorization header',
    misconception: 'With two headers, a proxy can check one while you read the other. Refuse both.',
    file: '03-login/authentication.ts',
    find: `getAuthorizationHeader(request)
    if`,
    replace: `(request.headers.authorization ?? '').split(/\\s+/).filter(Boolean)
    if`,
    caughtBy: {
      'answers 401 to two Authorization headers': 200,
    },
  },
  {
    name: 'reads the token from the body',
    misconception: 'Another site can send a form with any body.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = keyword ? undefined : ((await request.data().catch(() => undefined)) as { token?: string } | undefined)
    if (typeof sent?.token === 'string') return this.authenticateCredentials(sent.token)
    if (keyword?.`,
    caughtBy: {
      'ignores a token in the body': 200,
    },
  },
  {
    name: 'reads the token from the URL under another name',
    misconception:
      'URLs end up in logs, browser histories and referrers, whatever the parameter is called.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const { access_token: sent } = request.query
    if (!keyword && typeof sent === 'string') return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'ignores a token in the URL': 200,
    },
  },
  {
    name: 'reads the token from a cookie',
    misconception:
      'A browser sends cookies automatically, even when another site causes the request. Cookies need CSRF protection.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = /\\btoken=(\\w+)/.exec(request.headers.cookie ?? '')?.[1]
    if (!keyword && sent) return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'ignores a token in a cookie': 200,
    },
  },
  {
    name: 'reads the token from a custom header',
    misconception:
      'Proxies and logs protect the `Authorization` header. They do not know about a second one.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = request.get('X-Auth-Token')
    if (!keyword && sent) return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'ignores a token, a name or an id in another header': 200,
    },
  },
  {
    name: 'trusts a header that names the user',
    misconception: 'Any client can send any header. Without a key, nothing is proved.',
    file: '03-login/authentication.ts',
    imports: "import { User as Users } from '#shared/auth/user.ts'",
    find: '    if (keyword?.',
    replace: `    const named = await Users.objects.find({ username: request.get('X-User') ?? '' })
    if (!keyword && named) return [named, (await Token.objects.find({ user: named })) as Token]
    if (keyword?.`,
    caughtBy: {
      'ignores a token, a name or an id in another header': 200,
    },
  },
  {
    name: 'accepts the tokens of inactive staff',
    misconception: 'An inactive account is closed, even for staff.',
    file: '03-login/authentication.ts',
    find: 'if (!token.user.isActive)',
    replace: 'if (!token.user.isActive && !token.user.isStaff)',
    caughtBy: {
      'answers 401 to the token of inactive staff': 200,
    },
  },
  {
    name: 'remembers the tokens that it has found',
    misconception: 'A deleted token must stop working at once. Look it up at every request.',
    file: '03-login/authentication.ts',
    imports: `import { User as Users } from '#shared/auth/user.ts'
const known = new Map<string, Token>()`,
    find: "const token = await Token.objects.selectRelated('user').find({ key })",
    replace: `const found = known.get(key) ?? (await Token.objects.find({ key }))
    if (found) known.set(key, found)
    const token = found && { ...found, user: await Users.objects.find({ id: found.userId }) }`,
    caughtBy: {
      'answers 401 to a token as soon as it is deleted': 200,
    },
  },
  {
    name: 'remembers the users that it has found',
    misconception:
      'A deactivated user must lose access at once. Look the user up at every request.',
    file: '03-login/authentication.ts',
    imports: 'const users = new Map<string, User | undefined>()',
    find: "const token = await Token.objects.selectRelated('user').find({ key })",
    replace: `const found = await Token.objects.selectRelated('user').find({ key })
    if (found && !users.has(key)) users.set(key, found.user)
    const token = found && { ...found, user: users.get(key) }`,
    caughtBy: {
      'answers 401 to a token as soon as its user is inactive': 200,
    },
  },
  {
    name: 'lets the last class decide',
    misconception: 'The first class that authenticates the user decides, as in DRF.',
    file: '03-login/authentication.ts',
    find: `    break
`,
    replace: '',
    caughtBy: {
      'calls every authentication class in order until one authenticates the user': 200,
    },
  },
  {
    name: 'uses only the first class',
    misconception: 'A class that returns null leaves the request to the next class.',
    file: '03-login/authentication.ts',
    find: `    if (!recognised) continue
`,
    replace: `    if (!recognised) break
`,
    caughtBy: {
      'calls every authentication class in order until one authenticates the user': 200,
    },
  },
  {
    name: 'keeps the token outside the request',
    misconception:
      'A module variable is shared by all requests. While one waits for the database, another changes it.',
    file: '03-login/authentication.ts',
    imports: 'let current: Token | undefined',
    find: "const token = await Token.objects.selectRelated('user').find({ key })",
    replace: `current = await Token.objects.selectRelated('user').find({ key })
    await Token.objects.count()
    const token = current`,
    caughtBy: {
      'authenticates two users whose requests arrive at the same time': 200,
    },
  },
  {
    name: 'compares the keyword with localeCompare',
    misconception:
      'localeCompare ignores accents and invisible characters. Compare the keyword character by character, without regard to case.',
    file: '03-login/authentication.ts',
    find: 'if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null',
    replace: `if (keyword?.localeCompare(this.keyword, 'en', { sensitivity: 'base' }) !== 0) return null`,
    caughtBy: {
      'ignores another scheme': 200,
    },
  },
  {
    name: 'keeps the user in a variable of the module',
    misconception:
      'Requests overlap at every await. While one password is compared, another login replaces the user.',
    file: '03-login/backends.ts',
    find: `export async function authenticate(username: string, password: string): Promise<User | undefined> {
  const user = await`,
    replace: `let user: User | undefined
export async function authenticate(username: string, password: string): Promise<User | undefined> {
  user = await`,
    caughtBy: {},
    exam: true,
  },
  {
    name: 'lets the decoder drop a byte order mark',
    misconception:
      'A decoder removes a byte order mark unless you tell it not to. The key with the mark is another text.',
    file: '03-login/authentication.ts',
    find: '{ fatal: true, ignoreBOM: true }',
    replace: '{ fatal: true }',
    caughtBy: {},
    exam: true,
  },
]
