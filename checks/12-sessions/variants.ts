import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'matches the safe methods with a regular expression',
    file: '12-sessions/csrf.ts',
    find: 'SAFE_METHODS.includes(request.method)',
    replace: '/^(GET|HEAD|OPTIONS|TRACE)$/.test(request.method)',
  },
  {
    name: 'makes the three checks one after the other',
    buys: 'Each check has its own line, so you can add a breakpoint or a log message between them. `??` says in one line that the first failure counts.',
    file: '12-sessions/csrf.ts',
    find: '  return refererFailure(request) ?? (await tokenFailure(request, field)) ?? originFailure(request)',
    replace: `  const referer = refererFailure(request)
  if (referer) return referer
  const token = await tokenFailure(request, field)
  return token ? token : originFailure(request)`,
  },
  {
    name: 'compares bytes',
    buys: "It uses Node's own constant-time comparison. That throws when the lengths differ, so both texts must have been checked before.",
    file: '12-sessions/csrf.ts',
    find: 'constantTimeCompare(unmaskToken(sanitizeToken(sent)), unmaskToken(cookie))',
    replace:
      'timingSafeEqual(Buffer.from(unmaskToken(sanitizeToken(sent))), Buffer.from(unmaskToken(cookie)))',
    imports: "import { timingSafeEqual } from 'node:crypto'",
  },
  {
    name: 'reads the header in an if',
    file: '12-sessions/csrf.ts',
    find: "const sent = (await field(request)) || (request.get(HEADER_NAME) ?? '')",
    replace: `let sent = await field(request)
  if (sent === '') sent = request.header('x-csrftoken') ?? ''`,
  },
  {
    name: 'checks the user in two steps',
    file: '12-sessions/authentication.ts',
    find: '    if (!user?.isActive) return null\n',
    replace:
      '    if (user === undefined) return null\n    if (user.isActive !== true) return null\n',
  },
  {
    name: 'flushes the session for every other user',
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
