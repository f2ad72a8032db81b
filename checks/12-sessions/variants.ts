import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'asks for the safe methods one by one',
    file: '12-sessions/csrf.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: '/^(GET|HEAD|OPTIONS)$/.test(request.method)',
  },
  {
    name: 'asks the three questions one after the other',
    buys: 'Each question has a line, so a breakpoint or a line of a log fits between them. `??` says in one line that the first failure counts.',
    file: '12-sessions/csrf.ts',
    find: '  return refererFailure(request) ?? (await tokenFailure(request, field)) ?? originFailure(request)',
    replace: `  const referer = refererFailure(request)
  if (referer) return referer
  const token = await tokenFailure(request, field)
  return token ? token : originFailure(request)`,
  },
  {
    name: 'compares bytes',
    buys: "It uses Node's own comparison in constant time. That one throws when the lengths differ, so both have to be checked before.",
    file: '12-sessions/csrf.ts',
    find: 'constantTimeCompare(unmaskToken(sanitizeToken(sent)), unmaskToken(cookie))',
    replace:
      'timingSafeEqual(Buffer.from(unmaskToken(sanitizeToken(sent))), Buffer.from(unmaskToken(cookie)))',
    imports: "import { timingSafeEqual } from 'node:crypto'",
  },
  {
    name: 'sets the header against the field',
    file: '12-sessions/csrf.ts',
    find: "const sent = (await field(request)) || (request.get(HEADER_NAME) ?? '')",
    replace: `let sent = await field(request)
  if (sent === '') sent = request.header('x-csrftoken') ?? ''`,
  },
  {
    name: 'looks at the user in two steps',
    file: '12-sessions/authentication.ts',
    find: '    if (!user?.isActive) return null\n',
    replace:
      '    if (user === undefined) return null\n    if (user.isActive !== true) return null\n',
  },
  {
    name: 'begins every login of another user with an empty session',
    file: '12-sessions/auth.ts',
    find: '  if (known === undefined) await session.cycleKey()\n  else if (known',
    replace: '  if (known',
  },
  {
    name: 'rotates the token before it saves the session',
    file: '12-sessions/auth.ts',
    find: '  await session.save()\n  request.user = user\n  rotateToken(request)\n',
    replace: '  rotateToken(request)\n  request.user = user\n  await session.save()\n',
  },
]
