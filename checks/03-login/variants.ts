import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'returns early for each reason',
    buys: 'Each reason has its own line, so you can add a breakpoint or a log message between them. The comparison has to come first, because its time must not reveal who has an account.',
    file: '03-login/backends.ts',
    find: `  const matches = await checkPassword(password, user?.password)
  return matches && user?.isActive ? user : undefined`,
    replace: `  if (!(await checkPassword(password, user?.password))) return undefined
  if (!user?.isActive) return undefined
  return user`,
  },
  {
    name: 'takes the token by its index',
    buys: 'It shows that `getOrCreate` returns a pair: the token, and whether it is new. The reader has to look up what the index means.',
    file: '03-login/views.ts',
    find: 'const [token] = await Token.objects.getOrCreate({ user })',
    replace: 'const token = (await Token.objects.getOrCreate({ user }))[0]',
  },
  {
    name: 'parses the header with a regular expression',
    file: '03-login/authentication.ts',
    find: `    const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null`,
    replace: `    const header = getAuthorizationHeader(request).join(' ')
    if (!/^token( |$)/i.test(header)) return null
    const [, key, ...rest] = header.split(' ')`,
  },
  {
    name: 'counts the words',
    file: '03-login/authentication.ts',
    find: `    const [keyword, key, ...rest] = getAuthorizationHeader(request)
    if (keyword?.toLowerCase() !== this.keyword.toLowerCase()) return null
    if (key === undefined)`,
    replace: `    const words = getAuthorizationHeader(request)
    const key = words[1] as string
    const rest = words.slice(2)
    if (words[0]?.toUpperCase() !== 'TOKEN') return null
    if (words.length === 1)`,
  },
  {
    name: 'checks the token and the user one after the other',
    file: '03-login/authentication.ts',
    imports: "import { User as Users } from '#shared/auth/user.ts'",
    find: `    const token = await Token.objects.selectRelated('user').find({ key })
    if (!token?.user) throw new AuthenticationFailed('Invalid token.')
    if (!token.user.isActive) throw new AuthenticationFailed('User inactive or deleted.')
    return [token.user, token]`,
    replace: `    const token = await Token.objects.find({ key })
    if (!token) throw new AuthenticationFailed('Invalid token.')
    const user = await Users.objects.find({ id: token.userId })
    if (!user?.isActive) throw new AuthenticationFailed('User inactive or deleted.')
    return [user, token]`,
  },
  {
    name: 'returns from the loop with next',
    file: '03-login/authentication.ts',
    find: `    ;[request.user, request.auth] = recognised
    break
  }
  next()`,
    replace: `    const [user, auth] = recognised
    request.user = user
    request.auth = auth
    return next()
  }
  next()`,
  },
  {
    name: 'calls the classes recursively',
    file: '03-login/authentication.ts',
    find: `  for (const authenticator of request.authenticators) {
    const recognised = await authenticator.authenticate(request)
    if (!recognised) continue
    ;[request.user, request.auth] = recognised
    break
  }`,
    replace: `  const ask = async (at: number): Promise<void> => {
    const recognised = await request.authenticators[at]?.authenticate(request)
    if (recognised === null) return ask(at + 1)
    if (recognised) Object.assign(request, { user: recognised[0], auth: recognised[1] })
  }
  await ask(0)`,
  },
]
