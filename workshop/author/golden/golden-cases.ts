import type { Edit } from '../../../checks/harness/edit.ts'
import { findSteps } from '../../lesson/steps.ts'

/** A tree as a learner could have it. Its name begins with the number of the checked step. */
export interface GoldenCase {
  /** The name of the file with the golden text. */
  name: string
  /** Steps that are untouched. */
  untouched?: string[]
  edits?: Edit[]
}

function edited(
  name: string,
  file: string,
  find: string,
  replace: string,
  imports?: string,
): GoldenCase {
  return { name, edits: [{ name, file, find, replace, imports }] }
}

/** Failures of every kind, as learners meet them. */
export const goldenCases: GoldenCase[] = [
  ...findSteps().map(({ name, number }) => ({ name: `${number}-untouched`, untouched: [name] })),
  { name: '03-rests-on-an-earlier-step', untouched: ['01-token-model', '02-auto-token'] },
  edited('01-key-too-short', '01-token-model/models.ts', 'randomBytes(20)', 'randomBytes(10)'),
  edited('02-created-ignored', '02-auto-token/signals.ts', 'if (created) await', 'await'),
  edited(
    '02-receiver-throws',
    '02-auto-token/signals.ts',
    '{ user: instance }',
    '{ user: (instance as unknown as { user: typeof instance }).user }',
  ),
  edited('01-moment-forgotten', '01-token-model/models.ts', '{ autoNowAdd: true }', ''),
  edited('02-not-awaited', '02-auto-token/signals.ts', 'await Token', 'void Token'),
  edited(
    '03-goes-on-after-the-answer',
    '03-login/views.ts',
    'throw new ValidationError(REFUSED)',
    'response.status(400).json(REFUSED)',
  ),
  edited(
    '05-permissions-swapped',
    '05-view-permissions/views.ts',
    '[IsAdminUser]',
    '[IsAuthenticatedOrReadOnly]',
  ),
  edited('07-not-awaited', '07-logout/views.ts', 'await Token', 'void Token'),
  edited(
    '03-comparison-not-awaited',
    '03-login/backends.ts',
    'await checkPassword',
    'checkPassword',
  ),
  edited(
    '03-keyword-with-case',
    '03-login/authentication.ts',
    'keyword?.toLowerCase() !== this.keyword.toLowerCase()',
    'keyword !== this.keyword',
  ),
  edited(
    '01-key-made-once',
    '01-token-model/models.ts',
    'default: () => Token.generateKey()',
    'default: Token.generateKey() as never',
  ),
  edited(
    '01-crash-without-a-request',
    '01-token-model/models.ts',
    "randomBytes(20).toString('hex')",
    "(undefined as unknown as typeof randomBytes)(20).toString('hex')",
  ),
  {
    name: '01-reference-of-another-kind',
    edits: [
      {
        name: '',
        file: '01-token-model/models.ts',
        find: 'DateTimeField, OneToOneField }',
        replace: 'DateTimeField, ForeignKey }',
      },
      {
        name: '',
        file: '01-token-model/models.ts',
        find: 'new OneToOneField(User)',
        replace: 'new ForeignKey(User)',
      },
    ],
  },
  edited('03-next-twice', '03-login/authentication.ts', '    break\n', '    next()\n    break\n'),
  edited(
    '03-next-in-the-loop',
    '03-login/authentication.ts',
    '    break\n  }\n',
    '    next()\n  }\n',
  ),
  edited(
    '03-promise-in-a-condition',
    '03-login/backends.ts',
    `  const matches = await checkPassword(password, user?.password)
  return matches && user?.isActive ? user : undefined`,
    `  const isRight = checkPassword(password, user?.password)
  if (!isRight) return undefined
  return user?.isActive ? user : undefined`,
  ),
  edited(
    '03-key-not-decoded',
    '03-login/authentication.ts',
    'this.authenticateCredentials(decodeKey(key))',
    'this.authenticateCredentials(key)',
  ),
  edited(
    '03-no-hash-for-nobody',
    '03-login/backends.ts',
    '  const matches = await',
    '  if (!user) return undefined\n  const matches = await',
  ),
  edited(
    '03-active-forgotten',
    '03-login/authentication.ts',
    "    if (!token.user.isActive) throw new AuthenticationFailed('User inactive or deleted.')\n",
    '',
  ),
  edited(
    '04-no-authentication-forgotten',
    '04-default-permission/views.ts',
    'if (askedWho && !request',
    'if (!request',
  ),
  edited(
    '05-class-without-a-list',
    '05-view-permissions/views.ts',
    '[AllowAny]',
    'AllowAny as never',
  ),
  edited(
    '06-mistake-of-an-earlier-step',
    '04-default-permission/views.ts',
    'throw new PermissionDenied(message)',
    'throw new PermissionDenied(message ?? "No.")',
  ),
  edited('03-crash-in-a-request', '03-login/views.ts', 'token.key', '(token as any).user.key'),
  // Fewer checks than the number after which the runner stops waiting.
  edited(
    '03-no-answer',
    '03-login/views.ts',
    '  if (!user) throw',
    '  if (!(await User.objects.find({ username }))) return\n  if (!user) throw',
    "import { User } from '#shared/auth/user.ts'",
  ),
  edited(
    '04-no-next',
    '04-default-permission/views.ts',
    '  next()\n}',
    "  if (request.method !== 'DELETE') next()\n}",
  ),
  edited(
    '04-ends-the-process',
    '04-default-permission/views.ts',
    '  const askedWho',
    "  if (request.method === 'OPTIONS') process.exit(0)\n  const askedWho",
  ),
  edited(
    '04-forbidden-for-unauthorized',
    '04-default-permission/views.ts',
    '  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()\n',
    '',
  ),
  edited(
    '05-endless-loop',
    '05-view-permissions/permissions.ts',
    '    return SAFE_METHODS',
    "    while (request.method === 'PUT') {}\n    return SAFE_METHODS",
  ),
  edited(
    '05-does-not-compile',
    '05-view-permissions/permissions.ts',
    'includes(request.method) ||',
    'includes(request.method ||',
  ),
  edited(
    '05-throws-on-load',
    '05-view-permissions/permissions.ts',
    "['GET', 'HEAD', 'OPTIONS']",
    'SAFE.split()',
  ),
  edited('05-options-forgotten', '05-view-permissions/permissions.ts', ", 'OPTIONS'", ''),
  edited(
    '05-export-renamed',
    '05-view-permissions/permissions.ts',
    'class IsAuthenticatedOrReadOnly',
    'class ReadOnly',
  ),
  edited(
    '06-staff-should-refuse',
    '06-is-owner/permissions.ts',
    'return task',
    'return request.user.isStaff || task',
  ),
  edited(
    '06-names-compared',
    '06-is-owner/permissions.ts',
    'task.ownerId === request.user.id',
    '(task as { owner?: string }).owner === request.user.username',
  ),
  edited(
    '07-deletes-nothing',
    '07-logout/views.ts',
    '  if (request.auth) await Token.objects.delete({ key: request.auth.key })\n',
    '',
  ),
  edited(
    '07-deletes-every-token',
    '07-logout/views.ts',
    '  if (request.auth) await Token.objects.delete({ key: request.auth.key })\n',
    '  for (const each of await Token.objects.all()) await Token.objects.delete(each)\n',
  ),
  edited(
    '05-conflict-marks',
    '05-view-permissions/permissions.ts',
    '    return SAFE_METHODS',
    '<<<<<<< HEAD\n    return SAFE_METHODS',
  ),
  edited(
    '07-imports-the-solution',
    '07-logout/views.ts',
    'import { Token }',
    "import '../../../../../solutions/07-logout/views.ts'\nimport { Token }",
  ),
]
