import type { Mistake } from '../harness/mistake.ts'

/** The wrong turns that people take in this step, and the facts that find them out. */
export const mistakes: Mistake[] = [
  {
    name: 'compares the password with the hash as text',
    misconception: 'The stored password is a hash: it never equals the password as text.',
    file: '03-login/backends.ts',
    find: 'await checkPassword(password, user?.password)',
    replace: 'password === user?.password',
    caughtBy: {
      'answers a login with 200 and the token that the user has': 400,
      'answers a login with a new token when the user has none': 400,
      'answers a login with 400 when the password is not exactly the right one': 400,
      'answers a login with 400 from the moment the password is another': 400,
      'answers a login with another token after the first one was deleted': 400,
      'takes no notice of another scheme': 400,
      'takes no notice of a keyword and a key without a space between them': 400,
      'answers when the database has done all that it was asked': 400,
      'answers two logins at once with the same token': 200,
      'follows the policy of /api/login/': 400,
    },
  },
  {
    name: 'does not await the comparison',
    misconception:
      'A promise is truthy, whatever it will answer: without await every password is right.',
    file: '03-login/backends.ts',
    find: 'await checkPassword(password, user?.password)',
    replace: 'checkPassword(password, user?.password)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login with 400 when the password is not exactly the right one': 200,
      'answers a login with 400 from the moment the password is another': 200,
      'makes no token for a login that is refused': 200,
    },
  },
  {
    name: 'does not look at the password',
    misconception: 'Knowing a username proves nothing: the password does.',
    file: '03-login/backends.ts',
    find: 'const matches = await checkPassword(password, user?.password)',
    replace: 'const matches = true',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login with 400 when the password is not exactly the right one': 200,
      'answers a login with 400 from the moment the password is another': 200,
      'makes no token for a login that is refused': 200,
    },
  },
  {
    name: 'lets inactive users log in',
    misconception:
      'An account is switched off by isActive, and a right password does not switch it on again.',
    file: '03-login/backends.ts',
    find: 'matches && user?.isActive ? user : undefined',
    replace: 'matches ? user : undefined',
    caughtBy: {
      'answers a login of an inactive user as it answers a wrong password': 200,
      'answers a login of staff who are inactive as it answers a wrong password': 200,
      'answers a login with 400 from the moment the user is inactive': 200,
    },
  },
  {
    name: 'tells unknown names from wrong passwords',
    misconception: 'A different answer for an unknown name reveals who has an account.',
    file: '03-login/backends.ts',
    imports: "import { ValidationError } from '#shared/exceptions.ts'",
    find: '  const matches',
    replace: `  if (!user) throw new ValidationError({ username: ['There is no such user.'] })
  const matches`,
    caughtBy: {
      'answers a login of somebody unknown as it answers a wrong password': 400,
      'answers a login with 400 when the name is not exactly the right one': 400,
      'hashes a password for somebody unknown, too, so that time does not tell': 200,
    },
  },
  {
    name: 'tells inactive users from wrong passwords',
    misconception: 'A different answer for an inactive account tells strangers that it exists.',
    file: '03-login/backends.ts',
    imports: "import { ValidationError } from '#shared/exceptions.ts'",
    find: '  return matches',
    replace: `  if (user && !user.isActive) throw new ValidationError({ non_field_errors: ['This account is inactive.'] })
  return matches`,
    caughtBy: {
      'answers a login of an inactive user as it answers a wrong password': 400,
      'answers a login of staff who are inactive as it answers a wrong password': 400,
      'answers a login with 400 from the moment the user is inactive': 400,
    },
  },
  {
    name: 'finds the user by the first name in the table',
    misconception:
      'The first user of the table is not the one who logs in: find the one with this name.',
    file: '03-login/backends.ts',
    find: 'User.objects.find({ username })',
    replace: '(await User.objects.all())[0]',
    caughtBy: {
      'answers a login with 200 and the token that the user has': 200,
      'answers a login with 400 when the name is not exactly the right one': 200,
      'answers 500, and stores nothing, when the database fails': 200,
      'answers two logins at once with the same token': 200,
    },
  },
  {
    name: 'answers a failed login with 401',
    misconception:
      'A login that fails is data that is wrong, 400; a 401 is for requests whose credentials are wrong.',
    file: '03-login/views.ts',
    imports: "import { AuthenticationFailed } from '#shared/exceptions.ts'",
    find: 'throw new ValidationError(REFUSED)',
    replace: 'throw new AuthenticationFailed(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 401,
      'answers a login of somebody unknown as it answers a wrong password': 401,
      'answers a login of an inactive user as it answers a wrong password': 401,
      'answers a login with 400 when the password is not exactly the right one': 401,
      'answers a login with 400 when the name is not exactly the right one': 401,
      'answers a login of staff who are inactive as it answers a wrong password': 401,
      'answers a login with 400 from the moment the password is another': 401,
      'answers a login with 400 from the moment the user is inactive': 401,
    },
  },
  {
    name: 'answers a failed login with 403',
    misconception: 'Nobody is forbidden to log in: the data was wrong, which is 400.',
    file: '03-login/views.ts',
    imports: "import { PermissionDenied } from '#shared/exceptions.ts'",
    find: 'throw new ValidationError(REFUSED)',
    replace: 'throw new PermissionDenied(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 403,
      'answers a login of somebody unknown as it answers a wrong password': 403,
      'answers a login of an inactive user as it answers a wrong password': 403,
      'answers a login with 400 when the password is not exactly the right one': 403,
      'answers a login with 400 when the name is not exactly the right one': 403,
      'answers a login of staff who are inactive as it answers a wrong password': 403,
      'answers a login with 400 from the moment the password is another': 403,
      'answers a login with 400 from the moment the user is inactive': 403,
    },
  },
  {
    name: 'answers a failed login with 200',
    misconception: 'A status of 200 says that it worked, whatever the body says.',
    file: '03-login/views.ts',
    find: 'throw new ValidationError(REFUSED)',
    replace: 'return void response.json(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 200,
      'answers a login of somebody unknown as it answers a wrong password': 200,
      'answers a login of an inactive user as it answers a wrong password': 200,
      'answers a login with 400 when the password is not exactly the right one': 200,
      'answers a login with 400 when the name is not exactly the right one': 200,
      'answers a login of staff who are inactive as it answers a wrong password': 200,
      'answers a login with 400 from the moment the password is another': 200,
      'answers a login with 400 from the moment the user is inactive': 200,
    },
  },
  {
    name: 'answers a failed login by detail',
    misconception:
      'What concerns the data as a whole is listed under non_field_errors; detail is for what is not validation.',
    file: '03-login/views.ts',
    find: 'ValidationError(REFUSED)',
    replace: 'ValidationError(REFUSED.non_field_errors[0] as never)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 400,
      'answers a login of somebody unknown as it answers a wrong password': 400,
      'answers a login of an inactive user as it answers a wrong password': 400,
      'answers a login with 400 when the password is not exactly the right one': 400,
      'answers a login with 400 when the name is not exactly the right one': 400,
      'answers a login of staff who are inactive as it answers a wrong password': 400,
      'answers a login with 400 from the moment the password is another': 400,
      'answers a login with 400 from the moment the user is inactive': 400,
    },
  },
  {
    name: 'makes a new token at each login',
    misconception:
      'A new token at each login logs out every other device of the user: get the one that is there.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: `await Token.objects.delete({ user })
  const token = await Token.objects.create({ user })`,
    caughtBy: {
      'answers a login with 200 and the token that the user has': 200,
      'answers two logins at once with the same token': 200,
    },
  },
  {
    name: 'creates a token for a user who has one',
    misconception:
      'The signal has made a token already, and each user has one: get it, and make it only if there is none.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: 'const token = await Token.objects.create({ user })',
    caughtBy: {
      'answers a login with 200 and the token that the user has': 500,
      'answers a login with 400 when the password is not exactly the right one': 500,
      'answers a login with 400 from the moment the password is another': 500,
      'takes no notice of another scheme': 500,
      'takes no notice of a keyword and a key without a space between them': 500,
      'answers two logins at once with the same token': 200,
      'follows the policy of /api/login/': 500,
    },
  },
  {
    name: 'expects every user to have a token',
    misconception: 'After a logout the user has no token: the login has to make it.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: 'const token = (await Token.objects.find({ user })) as Token',
    caughtBy: {
      'answers a login with a new token when the user has none': 500,
      'answers a login with another token after the first one was deleted': 500,
      'answers when the database has done all that it was asked': 500,
      'answers two logins at once with the same token': 200,
    },
  },
  {
    name: 'answers with the whole token',
    misconception: 'The client needs the key, under the name token; the row is not its business.',
    file: '03-login/views.ts',
    find: 'response.json({ token: token.key })',
    replace: 'response.json(token)',
    caughtBy: {
      'answers a login with 200 and the token that the user has': 200,
      'answers a login with a new token when the user has none': 200,
      'answers a login with another token after the first one was deleted': 200,
      'takes no notice of another scheme': 200,
      'takes no notice of a keyword and a key without a space between them': 200,
      'answers when the database has done all that it was asked': 200,
      'answers two logins at once with the same token': 200,
    },
  },
  {
    name: 'reads the body without validating it',
    misconception:
      'What a client sends may lack a field or hold anything: validate it before it is used.',
    file: '03-login/views.ts',
    find: 'await validate(fields, await request.data())',
    replace: '(await request.data()) as { username: string; password: string }',
    caughtBy: {
      'answers a login with 400 and the fields that are missing': 500,
    },
  },
  {
    name: 'trims nothing and asks for no password',
    misconception:
      'A login without a password is not a login with a wrong one: the field is required.',
    file: '03-login/views.ts',
    find: 'password: new CharField({ trimWhitespace: false })',
    replace: 'password: new CharField({ trimWhitespace: false, required: false })',
    caughtBy: {
      'answers a login with 400 and the fields that are missing': 500,
    },
  },
  {
    name: 'compares the keyword with its case',
    misconception:
      'The name of a scheme has no case (RFC 9110, 11.1): `token` and `TOKEN` are meant for you too.',
    file: '03-login/authentication.ts',
    find: 'keyword?.toLowerCase() !== this.keyword.toLowerCase()',
    replace: 'keyword !== this.keyword',
    caughtBy: {
      'recognises the token after the keyword in any case': 401,
    },
  },
  {
    name: 'takes any scheme',
    misconception:
      'A header of another scheme is meant for somebody else: return null, and do not judge it.',
    file: '03-login/authentication.ts',
    find: 'if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null',
    replace: 'if (keyword === undefined) return null',
    caughtBy: {
      'takes no notice of another scheme': 401,
      'takes no notice of a keyword and a key without a space between them': 401,
      'takes no notice of a key without the keyword': 401,
    },
  },
  {
    name: 'refuses other schemes',
    misconception:
      'A header of another scheme is meant for somebody else: return null, and do not judge it.',
    file: '03-login/authentication.ts',
    find: '!== this.keyword.toLowerCase()) return null',
    replace: `!== this.keyword.toLowerCase() && keyword !== undefined) throw new AuthenticationFailed('Invalid token.')
    if (keyword === undefined) return null`,
    caughtBy: {
      'takes no notice of another scheme': 401,
      'takes no notice of a keyword and a key without a space between them': 401,
      'takes no notice of a key without the keyword': 401,
    },
  },
  {
    name: 'looks at how the header begins',
    misconception:
      'A header that begins with the keyword may be another word: the keyword ends at a space.',
    file: '03-login/authentication.ts',
    find: `const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null`,
    replace: `const [, ...rest] = getAuthorizationHeader(request)
    const header = request.headers.authorization ?? ''
    if (!header.toLowerCase().startsWith('token')) return null
    const key = header.slice(5).trim().split(' ')[0] || undefined
    rest.shift()`,
    caughtBy: {
      'takes no notice of another scheme': 401,
      'takes no notice of a keyword and a key without a space between them': 401,
    },
  },
  {
    name: 'takes a key without the keyword',
    misconception:
      'The keyword says what the rest of the header is; without it, a word is not a token.',
    file: '03-login/authentication.ts',
    find: 'const [keyword, key, ...rest] = getAuthorizationHeader(request)',
    replace: `const words = getAuthorizationHeader(request)
    const [keyword, key, ...rest] = words.length === 1 && words[0] !== 'Token' ? ['token', ...words] : words`,
    caughtBy: {
      'takes no notice of a keyword and a key without a space between them': 401,
      'takes no notice of a key without the keyword': 200,
    },
  },
  {
    name: 'reads the token from the URL',
    misconception:
      'A URL is stored in logs and histories: a token in it is a token for everybody who reads those.',
    file: '03-login/authentication.ts',
    find: 'const [keyword, key, ...rest] = getAuthorizationHeader(request)',
    replace: `const words = getAuthorizationHeader(request)
    const [keyword, key, ...rest] = request.query.token ? ['token', String(request.query.token)] : words`,
    caughtBy: {
      'takes no notice of a token in the URL': 200,
    },
  },
  {
    name: 'takes a wrong key for an anonymous request',
    misconception:
      'Whoever sends a key that is wrong must learn it: null would make them a stranger, and the views that are open would answer.',
    file: '03-login/authentication.ts',
    find: "if (!user) throw new AuthenticationFailed('Invalid token.')",
    replace: 'if (!user) return null as never',
    caughtBy: {
      'answers 401 "Invalid token." to a key that nobody has': 401,
      'answers 401 "Invalid token." to a key in other letters than its own': 401,
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 401,
      'answers 401 to a token from the moment it is deleted': 401,
      'follows the policy of /api/register/': 201,
      'follows the policy of /api/login/': 200,
    },
  },
  {
    name: 'takes an inactive user for an unknown key',
    misconception:
      'The holder of a real token has proved who they are, and may be told that the account is inactive.',
    file: '03-login/authentication.ts',
    find: `    if (!user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
`,
    replace: `    if (!user.isActive) throw new AuthenticationFailed('Invalid token.')
`,
    caughtBy: {
      'answers 401 to the token of staff who are inactive': 401,
      'answers 401 to a token from the moment its user is inactive': 401,
      'answers 401 to the token of a user who is inactive': 401,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'lets inactive users in',
    misconception:
      'A token outlives the moment at which its user is switched off: look at isActive at each request.',
    file: '03-login/authentication.ts',
    find: `    if (!user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
`,
    replace: '',
    caughtBy: {
      'answers 401 to the token of staff who are inactive': 200,
      'answers 401 to a token from the moment its user is inactive': 200,
      'answers 401 to the token of a user who is inactive': 200,
      'follows the policy of /api/register/': 405,
      'follows the policy of /api/login/': 405,
    },
  },
  {
    name: 'takes a keyword without a key for an anonymous request',
    misconception:
      'The header is meant for you and says nothing: that is an error, not a stranger.',
    file: '03-login/authentication.ts',
    find: 'throw new AuthenticationFailed(NO_CREDENTIALS)',
    replace: 'return null',
    caughtBy: {
      'answers 401 to the keyword without a key': 401,
    },
  },
  {
    name: 'ignores what follows the key',
    misconception: 'A key has no spaces: more words mean that the header was put together wrongly.',
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
    misconception: '403 says that it is known who asks; with a wrong key it is not.',
    file: '03-login/authentication.ts',
    imports: "import { PermissionDenied } from '#shared/exceptions.ts'",
    find: "if (!user) throw new AuthenticationFailed('Invalid token.')",
    replace: "if (!user) throw new PermissionDenied('Invalid token.')",
    caughtBy: {
      'answers 401 "Invalid token." to a key that nobody has': 403,
      'answers 401 "Invalid token." to a key in other letters than its own': 403,
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 403,
      'answers 401 to a token from the moment it is deleted': 403,
      'follows the policy of /api/register/': 403,
      'follows the policy of /api/login/': 403,
    },
  },
  {
    name: 'compares keys without regard to case',
    misconception:
      'Only the keyword has no case; a key that is compared loosely is easier to guess.',
    file: '03-login/authentication.ts',
    find: 'await Token.objects.find({ key })',
    replace:
      '(await Token.objects.all()).find((token) => token.key.toLowerCase() === key.toLowerCase())',
    caughtBy: {
      'answers 401 "Invalid token." to a key in other letters than its own': 200,
    },
  },
  {
    name: 'says nothing about how to authenticate',
    misconception: 'A 401 has to name the scheme that would help; without it, DRF answers 403.',
    file: '03-login/authentication.ts',
    find: `    return this.keyword
  }`,
    replace: `    return undefined as never
  }`,
    caughtBy: {
      'answers 401 "Invalid token." to a key that nobody has': 403,
      'answers 401 "Invalid token." to a key in other letters than its own': 403,
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 403,
      'answers 401 to the token of staff who are inactive': 403,
      'answers 401 to a token from the moment its user is inactive': 403,
      'answers 401 to a token from the moment it is deleted': 403,
      'answers 401 to two Authorization headers': 403,
      'answers 401 to the token of a user who is inactive': 403,
      'answers 401 to the keyword without a key': 403,
      'answers 401 to a key with a space in it': 403,
      'answers 401 to a key that is no UTF-8': 403,
      'takes no notice of another scheme': 403,
      'takes no notice of a key without the keyword': 403,
      'takes no notice of a token in the URL': 403,
      'takes no notice of a token in a cookie': 403,
      'takes no notice of a token, a name or an id in another header': 403,
      'follows the policy of /api/register/': 403,
      'follows the policy of /api/login/': 403,
    },
  },
  {
    name: "returns the token's id instead of the user",
    misconception: 'The token says whose it is, in userId; another number is another user.',
    file: '03-login/authentication.ts',
    find: 'User.objects.find({ id: token.userId })',
    replace: 'User.objects.find({ id: 1 })',
    caughtBy: {
      'recognises the user whose token is sent': 401,
      'recognises the token after the keyword in any case': 401,
      'answers 401 to the token of staff who are inactive': 401,
      'answers 401 to a token from the moment its user is inactive': 401,
      'answers 401 to the token of a user who is inactive': 401,
      'answers when the database has done all that it was asked': 401,
      'recognises each of two users who ask at once': 200,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'looks the key up with its keyword',
    misconception:
      'The keyword names the scheme and is no part of the key: look up what follows it.',
    file: '03-login/authentication.ts',
    find: 'Token.objects.find({ key })',
    replace: 'Token.objects.find({ key: [this.keyword, key].join(" ") })',
    caughtBy: {
      'recognises the user whose token is sent': 401,
      'recognises the token after the keyword in any case': 401,
      'answers 401 to the token of staff who are inactive': 401,
      'answers 401 to a token from the moment its user is inactive': 401,
      'answers 401 to the token of a user who is inactive': 401,
      'answers when the database has done all that it was asked': 401,
      'recognises each of two users who ask at once': 200,
      'follows the policy of /api/register/': 401,
      'follows the policy of /api/login/': 401,
    },
  },
  {
    name: 'goes on after the refusal',
    misconception:
      'An answer does not end the function: return after it, or throw instead of answering.',
    file: '03-login/views.ts',
    find: 'if (!user) throw new ValidationError(REFUSED)',
    replace: 'if (!user) response.status(400).json(REFUSED)',
    caughtBy: {
      'answers a login with 400 when the password is wrong': 400,
      'answers a login of somebody unknown as it answers a wrong password': 400,
      'answers a login of an inactive user as it answers a wrong password': 400,
      'answers a login with 400 when the password is not exactly the right one': 400,
      'answers a login with 400 when the name is not exactly the right one': 400,
      'answers a login of staff who are inactive as it answers a wrong password': 400,
      'answers a login with 400 from the moment the password is another': 400,
      'answers a login with 400 from the moment the user is inactive': 400,
    },
  },
  {
    name: 'asks for no password where there is no user',
    misconception:
      'An answer that comes sooner for an unknown name tells everybody which names are known.',
    file: '03-login/backends.ts',
    find: 'const matches = await checkPassword(password, user?.password)',
    replace: 'const matches = user && (await checkPassword(password, user.password))',
    caughtBy: {
      'hashes a password for somebody unknown, too, so that time does not tell': 200,
    },
  },
  {
    name: 'takes the bytes of the key for its characters',
    misconception:
      'Node gives one character for each byte of a header; the key is what they say as UTF-8.',
    file: '03-login/authentication.ts',
    find: 'decodeKey(key)',
    replace: 'key',
    caughtBy: {
      'answers 401 to a key that is no UTF-8': 401,
    },
  },
  {
    name: 'asks the authentication classes and drops the answer',
    misconception: 'What a class answers counts only once it stands on the request.',
    file: '03-login/authentication.ts',
    find: `    ;[request.user, request.auth] = recognised
`,
    replace: '',
    caughtBy: {
      'recognises the user whose token is sent': 401,
      'recognises the token after the keyword in any case': 401,
      'has the user whom an authentication class recognises': 403,
      'answers when the database has done all that it was asked': 401,
      'recognises each of two users who ask at once': 200,
    },
  },
  {
    name: 'takes a wrong token for no token',
    misconception:
      'null means that a request does not try; an exception means that it tries and is wrong, and must reach the client.',
    file: '03-login/authentication.ts',
    find: 'await authenticator.authenticate(request)',
    replace: 'await authenticator.authenticate(request).catch(() => null)',
    caughtBy: {
      'answers 401 "Invalid token." to a key that nobody has': 401,
      'answers 401 "Invalid token." to a key in other letters than its own': 401,
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 401,
      'answers 401 to the token of staff who are inactive': 401,
      'answers 401 to a token from the moment its user is inactive': 401,
      'answers 401 to a token from the moment it is deleted': 401,
      'answers 401 to two Authorization headers': 401,
      'answers 401 to the token of a user who is inactive': 401,
      'answers 401 to the keyword without a key': 401,
      'answers 401 to a key with a space in it': 401,
      'answers 401 to a key that is no UTF-8': 401,
      'answers 500, and stores nothing, when the database fails': 401,
      'follows the policy of /api/register/': 201,
      'follows the policy of /api/login/': 200,
    },
  },
  {
    name: 'does not wait for the authentication class',
    misconception:
      'A class looks the key up in the database, so it answers with a promise: await it.',
    file: '03-login/authentication.ts',
    find: 'await authenticator.authenticate(request)',
    replace: 'authenticator.authenticate(request) as never',
    caughtBy: {
      'answers a login with 200 and the token that the user has': 500,
      'answers a login with a new token when the user has none': 500,
      'answers a login with 400 when the password is wrong': 500,
      'answers a login of somebody unknown as it answers a wrong password': 500,
      'answers a login of an inactive user as it answers a wrong password': 500,
      'answers a login with 400 and the fields that are missing': 500,
      'answers a login with 400 when the password is not exactly the right one': 500,
      'answers a login with 400 when the name is not exactly the right one': 500,
      'answers a login of staff who are inactive as it answers a wrong password': 500,
      'answers a login with 400 from the moment the password is another': 500,
      'answers a login with 400 from the moment the user is inactive': 500,
      'answers a login with another token after the first one was deleted': 500,
      'recognises the user whose token is sent': 500,
      'recognises the token after the keyword in any case': 500,
      'answers 401 "Invalid token." to a key that nobody has': 500,
      'answers 401 "Invalid token." to a key in other letters than its own': 500,
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 500,
      'answers 401 to the token of staff who are inactive': 500,
      'answers 401 to a token from the moment its user is inactive': 500,
      'answers 401 to a token from the moment it is deleted': 500,
      'answers 401 to two Authorization headers': 500,
      'answers 401 to the token of a user who is inactive': 500,
      'answers 401 to the keyword without a key': 500,
      'answers 401 to a key with a space in it': 500,
      'answers 401 to a key that is no UTF-8': 500,
      'takes no notice of another scheme': 500,
      'takes no notice of a keyword and a key without a space between them': 500,
      'takes no notice of a key without the keyword': 500,
      'takes no notice of a token in the URL': 500,
      'takes no notice of a token in a cookie': 500,
      'takes no notice of a token in the body': 500,
      'takes no notice of a token, a name or an id in another header': 500,
      'asks every authentication class in order until one recognises the user': 200,
      'has the user whom an authentication class recognises': 500,
      'answers when the database has done all that it was asked': 500,
      'recognises each of two users who ask at once': 200,
      'follows the policy of /api/register/': 500,
      'follows the policy of /api/login/': 500,
    },
  },
  {
    name: 'returns from the loop instead of leaving it',
    misconception: 'Middleware that neither answers nor calls `next()` leaves the client waiting.',
    file: '03-login/authentication.ts',
    find: `    break
`,
    replace: `    return
`,
    caughtBy: {
      'recognises the user whose token is sent': 0,
      'recognises the token after the keyword in any case': 0,
      'answers 401 to a token from the moment its user is inactive': 0,
      'answers 401 to a token from the moment it is deleted': 0,
      'takes no notice of a token, a name or an id in another header': 0,
      'asks every authentication class in order until one recognises the user': 0,
      'has the user whom an authentication class recognises': 0,
      'answers 500, and stores nothing, when the database fails': 0,
      'answers when the database has done all that it was asked': 0,
      'recognises each of two users who ask at once': 0,
      'follows the policy of /api/register/': 0,
      'follows the policy of /api/login/': 0,
    },
  },
  {
    name: 'trims the password',
    misconception: 'A blank is a character of a password like any other.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: 'checkPassword(password.trim(),',
    caughtBy: {
      'answers a login with 400 when the password is not exactly the right one': 400,
    },
  },
  {
    name: 'cuts the password off at 72 characters',
    misconception: 'What is cut off is not compared: two passwords that begin alike become one.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: 'checkPassword(password.slice(0, 72),',
    caughtBy: {
      'answers a login with 400 when the password is not exactly the right one': 400,
    },
  },
  {
    name: 'composes the letters of the password',
    misconception:
      'A password is compared as it was typed; to change it is for the place that stores it.',
    file: '03-login/backends.ts',
    find: 'checkPassword(password,',
    replace: "checkPassword(password.normalize('NFD'),",
    caughtBy: {
      'answers a login with 400 when the password is not exactly the right one': 400,
    },
  },
  {
    name: 'refuses inactive users before it hashes',
    misconception: 'A refusal that comes sooner tells that the account exists and is closed.',
    file: '03-login/backends.ts',
    find: '  // Without a user it does the same work:',
    replace: `  if (user && !user.isActive) return undefined
  // Without a user it does the same work:`,
    caughtBy: {
      'hashes a password for an inactive user, too, so that time does not tell': 200,
    },
  },
  {
    name: 'lets staff in whose account is closed',
    misconception:
      'An account that is closed is closed; staff who have left are the first who must stay out.',
    file: '03-login/backends.ts',
    find: 'user?.isActive ?',
    replace: '(user?.isActive || user?.isStaff) ?',
    caughtBy: {
      'answers a login of staff who are inactive as it answers a wrong password': 200,
    },
  },
  {
    name: 'remembers passwords that were right',
    misconception:
      'What was right yesterday may be wrong today: the password was changed, the account was closed.',
    file: '03-login/backends.ts',
    imports: 'const known = new Map<string, User>()',
    find: '  return matches && user?.isActive ? user : undefined',
    replace: `  const pair = \`\${username}\\n\${password}\`
  if (matches && user?.isActive) known.set(pair, user)
  return known.get(pair)`,
    caughtBy: {
      'answers a login with 400 from the moment the password is another': 200,
      'answers a login with 400 from the moment the user is inactive': 200,
    },
  },
  {
    name: 'finds the user without regard to case',
    misconception: 'Names differ in case: `Alice` may be somebody else than `alice`.',
    file: '03-login/backends.ts',
    find: 'await User.objects.find({ username })',
    replace:
      '(await User.objects.all()).find((each) => each.username.toLowerCase() === username.toLowerCase())',
    caughtBy: {
      'answers a login with 400 when the name is not exactly the right one': 200,
    },
  },
  {
    name: 'sets the token as a cookie as well',
    misconception: 'A cookie is sent by the browser by itself, also when another site asks it to.',
    file: '03-login/views.ts',
    find: '  response.json({ token: token.key })',
    replace: "  response.cookie('token', token.key).json({ token: token.key })",
    caughtBy: {
      'answers a login with 200 and the token that the user has': 200,
    },
  },
  {
    name: 'remembers the keys it has handed out',
    misconception: 'A key that was deleted is dead; only the database knows.',
    file: '03-login/views.ts',
    imports: 'const keys = new Map<number, string>()',
    find: `  const [token] = await Token.objects.getOrCreate({ user })
  response.json({ token: token.key })`,
    replace: `  const key = keys.get(user.id) ?? (await Token.objects.getOrCreate({ user }))[0].key
  keys.set(user.id, key)
  response.json({ token: key })`,
    caughtBy: {
      'answers a login with another token after the first one was deleted': 200,
    },
  },
  {
    name: 'makes the token before it knows whether the password is right',
    misconception: 'Whatever is done before the refusal is done for strangers, too.',
    file: '03-login/views.ts',
    imports: "import { User } from '#shared/auth/user.ts'",
    find: `  const user = await authenticate(username, password)
`,
    replace: `  const [named] = (await User.objects.filter({ username }))
  if (named) await Token.objects.getOrCreate({ user: named })
  const user = await authenticate(username, password)
`,
    caughtBy: {
      'makes no token for a login that is refused': 200,
      'answers 500, and stores nothing, when the database fails': 200,
    },
  },
  {
    name: 'compares the beginning of the key',
    misconception: 'A part of a key is guessed in a moment; only the whole key counts.',
    file: '03-login/authentication.ts',
    find: 'const token = await Token.objects.find({ key })',
    replace: 'const token = (await Token.objects.all()).find((each) => each.key.startsWith(key))',
    caughtBy: {
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 200,
    },
  },
  {
    name: 'takes quotes off the key',
    misconception: 'A key is what was sent, to the letter.',
    file: '03-login/authentication.ts',
    find: 'const token = await Token.objects.find({ key })',
    replace: "const token = await Token.objects.find({ key: key.replaceAll('\"', '') })",
    caughtBy: {
      'answers 401 "Invalid token." to a key that is cut, lengthened or quoted': 200,
    },
  },
  {
    name: 'reads the first Authorization header alone',
    misconception:
      'Of two headers a proxy may have checked one and you read the other: refuse them both.',
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
    name: 'takes a token out of the body',
    misconception: 'The body of a form can be written by another site.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = keyword ? undefined : ((await request.data().catch(() => undefined)) as { token?: string } | undefined)
    if (typeof sent?.token === 'string') return this.authenticateCredentials(sent.token)
    if (keyword?.`,
    caughtBy: {
      'takes no notice of a token in the body': 200,
    },
  },
  {
    name: 'takes a token out of the URL by another name',
    misconception:
      'URLs end up in logs, histories and referrers, whatever the parameter is called.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const { access_token: sent } = request.query
    if (!keyword && typeof sent === 'string') return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'takes no notice of a token in the URL': 200,
    },
  },
  {
    name: 'takes a token out of a cookie',
    misconception:
      'A browser sends cookies by itself, also when another site asks it to: that needs a defence of its own.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = /\\btoken=(\\w+)/.exec(request.headers.cookie ?? '')?.[1]
    if (!keyword && sent) return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'takes no notice of a token in a cookie': 200,
    },
  },
  {
    name: 'takes a token out of a header of its own',
    misconception:
      'Two ways in are two ways to forget: everything that protects `Authorization` overlooks the other.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const sent = request.get('X-Auth-Token')
    if (!keyword && sent) return this.authenticateCredentials(sent)
    if (keyword?.`,
    caughtBy: {
      'takes no notice of a token, a name or an id in another header': 200,
    },
  },
  {
    name: 'believes a header that names the user',
    misconception: 'Every client can send every header: without a key nothing is proved.',
    file: '03-login/authentication.ts',
    find: '    if (keyword?.',
    replace: `    const named = await User.objects.find({ username: request.get('X-User') ?? '' })
    if (!keyword && named) return [named, (await Token.objects.find({ user: named })) as Token]
    if (keyword?.`,
    caughtBy: {
      'takes no notice of a token, a name or an id in another header': 200,
    },
  },
  {
    name: 'lets staff use the token of a closed account',
    misconception: 'An account that is closed is closed, for staff as well.',
    file: '03-login/authentication.ts',
    find: 'if (!user.isActive)',
    replace: 'if (!user.isActive && !user.isStaff)',
    caughtBy: {
      'answers 401 to the token of staff who are inactive': 200,
    },
  },
  {
    name: 'remembers the tokens it has found',
    misconception:
      'A token that was deleted must stop working at once, so it is looked up each time.',
    file: '03-login/authentication.ts',
    imports: 'const found = new Map<string, Token>()',
    find: 'const token = await Token.objects.find({ key })',
    replace: `const token = found.get(key) ?? (await Token.objects.find({ key }))
    if (token) found.set(key, token)`,
    caughtBy: {
      'answers 401 to a token from the moment it is deleted': 200,
    },
  },
  {
    name: 'remembers the users it has found',
    misconception:
      'A user who was deactivated must be out at once, so they are looked up each time.',
    file: '03-login/authentication.ts',
    imports: 'const users = new Map<string, User | undefined>()',
    find: 'await User.objects.find({ id: token.userId })',
    replace:
      '(users.get(key) ?? users.set(key, await User.objects.find({ id: token.userId })).get(key))',
    caughtBy: {
      'answers 401 to a token from the moment its user is inactive': 200,
    },
  },
  {
    name: 'lets the last class decide',
    misconception: 'The first class that recognises the user decides, as in DRF.',
    file: '03-login/authentication.ts',
    find: `    break
`,
    replace: '',
    caughtBy: {
      'asks every authentication class in order until one recognises the user': 200,
    },
  },
  {
    name: 'asks the first class alone',
    misconception: 'A class that does not know the user leaves the question to the next.',
    file: '03-login/authentication.ts',
    find: `    if (!recognised) continue
`,
    replace: `    if (!recognised) break
`,
    caughtBy: {
      'asks every authentication class in order until one recognises the user': 200,
    },
  },
  {
    name: 'keeps the token outside of the request',
    misconception:
      'A variable of the module belongs to all requests: while one waits for the database, another changes it.',
    file: '03-login/authentication.ts',
    imports: 'let current: Token | undefined',
    find: 'const user = token && (await User.objects.find({ id: token.userId }))',
    replace: `current = token
    await User.objects.count()
    const user = current && (await User.objects.find({ id: current.userId }))`,
    caughtBy: {
      'recognises each of two users who ask at once': 200,
    },
  },
  {
    name: 'compares the keyword as people read it',
    misconception:
      'localeCompare overlooks accents and invisible signs: a scheme is compared letter by letter, but for its case.',
    file: '03-login/authentication.ts',
    find: 'if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null',
    replace: `if (keyword?.localeCompare(this.keyword, 'en', { sensitivity: 'base' }) !== 0) return null`,
    caughtBy: {
      'takes no notice of another scheme': 200,
    },
  },
]
