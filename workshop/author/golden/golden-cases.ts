import type { Edit } from '../../../checks/harness/edit.ts'

/** A tree as a learner might have it, and the step that they check. */
export interface GoldenCase {
  /** The name of the file that holds the text. */
  name: string
  step: string
  /** Steps that are as the learner found them. */
  untouched?: string[]
  edits?: Omit<Edit, 'name'>[]
}

const TOKEN = '01-token-model/models.ts'
const RECEIVER = '02-auto-token/signals.ts'
const AUTHENTICATE = '03-login/backends.ts'
const LOGIN = '03-login/views.ts'
const TOKEN_AUTHENTICATION = '03-login/authentication.ts'
const CHECK_PERMISSIONS = '04-default-permission/views.ts'
const PERMISSION_DENIED = '04-default-permission/views.ts'
const READ_ONLY = '05-view-permissions/permissions.ts'
const IS_OWNER = '06-is-owner/permissions.ts'
const LOGOUT = '07-logout/views.ts'

/** Failures of every kind, each as it is met in the course of learning. */
export const goldenCases: GoldenCase[] = [
  { name: '01-untouched', step: '01-token-model', untouched: ['01-token-model'] },
  { name: '02-untouched', step: '02-auto-token', untouched: ['02-auto-token'] },
  { name: '03-untouched', step: '03-login', untouched: ['03-login'] },
  { name: '04-untouched', step: '04-default-permission', untouched: ['04-default-permission'] },
  { name: '05-untouched', step: '05-view-permissions', untouched: ['05-view-permissions'] },
  { name: '06-untouched', step: '06-is-owner', untouched: ['06-is-owner'] },
  { name: '07-untouched', step: '07-logout', untouched: ['07-logout'] },
  {
    name: '03-rests-on-an-earlier-step',
    step: '03-login',
    untouched: ['01-token-model', '02-auto-token'],
  },
  {
    name: '01-key-too-short',
    step: '01-token-model',
    edits: [{ file: TOKEN, find: 'randomBytes(20)', replace: 'randomBytes(10)' }],
  },
  {
    name: '02-created-ignored',
    step: '02-auto-token',
    edits: [{ file: RECEIVER, find: 'if (created) await', replace: 'await' }],
  },
  {
    name: '02-receiver-throws',
    step: '02-auto-token',
    edits: [
      {
        file: RECEIVER,
        find: '{ user: instance }',
        replace: '{ user: (instance as unknown as { user: typeof instance }).user }',
      },
    ],
  },
  {
    name: '01-moment-forgotten',
    step: '01-token-model',
    edits: [{ file: TOKEN, find: '{ autoNowAdd: true }', replace: '' }],
  },
  {
    name: '02-not-awaited',
    step: '02-auto-token',
    edits: [{ file: RECEIVER, find: 'await Token', replace: 'void Token' }],
  },
  {
    name: '03-goes-on-after-the-answer',
    step: '03-login',
    edits: [
      {
        file: LOGIN,
        find: 'throw new ValidationError(REFUSED)',
        replace: 'response.status(400).json(REFUSED)',
      },
    ],
  },
  {
    name: '05-permissions-swapped',
    step: '05-view-permissions',
    edits: [
      {
        file: '05-view-permissions/views.ts',
        find: '[IsAdminUser]',
        replace: '[IsAuthenticatedOrReadOnly]',
      },
    ],
  },
  {
    name: '07-not-awaited',
    step: '07-logout',
    edits: [{ file: LOGOUT, find: 'await Token', replace: 'void Token' }],
  },
  {
    name: '03-comparison-not-awaited',
    step: '03-login',
    edits: [{ file: AUTHENTICATE, find: 'await checkPassword', replace: 'checkPassword' }],
  },
  {
    name: '03-keyword-with-case',
    step: '03-login',
    edits: [
      {
        file: TOKEN_AUTHENTICATION,
        find: 'keyword?.toLowerCase() !== this.keyword.toLowerCase()',
        replace: 'keyword !== this.keyword',
      },
    ],
  },
  {
    name: '03-crash-in-a-request',
    step: '03-login',
    edits: [{ file: LOGIN, find: 'token.key', replace: '(token as any).user.key' }],
  },
  {
    name: '03-no-answer',
    step: '03-login',
    // Of checks that are not answered only so many are waited for: these are fewer.
    edits: [
      {
        file: LOGIN,
        imports: "import { User } from '#shared/auth/user.ts'",
        find: '  if (!user) throw',
        replace: '  if (!(await User.objects.find({ username }))) return\n  if (!user) throw',
      },
    ],
  },
  {
    name: '04-no-next',
    step: '04-default-permission',
    edits: [
      {
        file: CHECK_PERMISSIONS,
        find: '  next()\n}',
        replace: "  if (request.method !== 'DELETE') next()\n}",
      },
    ],
  },
  {
    name: '04-ends-the-process',
    step: '04-default-permission',
    edits: [
      {
        file: PERMISSION_DENIED,
        find: '  const askedWho',
        replace: "  if (request.method === 'OPTIONS') process.exit(0)\n  const askedWho",
      },
    ],
  },
  {
    name: '04-forbidden-for-unauthorized',
    step: '04-default-permission',
    edits: [
      {
        file: PERMISSION_DENIED,
        find: '  if (askedWho && !request.user.isAuthenticated) throw new NotAuthenticated()\n',
        replace: '',
      },
    ],
  },
  {
    name: '05-endless-loop',
    step: '05-view-permissions',
    edits: [
      {
        file: READ_ONLY,
        find: '    return SAFE_METHODS',
        replace: "    while (request.method === 'PUT') {}\n    return SAFE_METHODS",
      },
    ],
  },
  {
    name: '05-does-not-compile',
    step: '05-view-permissions',
    edits: [
      {
        file: READ_ONLY,
        find: 'includes(request.method) ||',
        replace: 'includes(request.method ||',
      },
    ],
  },
  {
    name: '05-throws-on-load',
    step: '05-view-permissions',
    edits: [{ file: READ_ONLY, find: "['GET', 'HEAD', 'OPTIONS']", replace: 'SAFE.split()' }],
  },
  {
    name: '05-options-forgotten',
    step: '05-view-permissions',
    edits: [{ file: READ_ONLY, find: ", 'OPTIONS'", replace: '' }],
  },
  {
    name: '05-export-renamed',
    step: '05-view-permissions',
    edits: [
      { file: READ_ONLY, find: 'class IsAuthenticatedOrReadOnly', replace: 'class ReadOnly' },
    ],
  },
  {
    name: '06-staff-let-through',
    step: '06-is-owner',
    edits: [
      { file: IS_OWNER, find: 'return task', replace: 'return request.user.isStaff || task' },
    ],
  },
  {
    name: '06-names-compared',
    step: '06-is-owner',
    edits: [
      {
        file: IS_OWNER,
        find: 'task.ownerId === request.user.id',
        replace: '(task as { owner?: string }).owner === request.user.username',
      },
    ],
  },
  {
    name: '07-deletes-nothing',
    step: '07-logout',
    edits: [
      {
        file: LOGOUT,
        find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })\n',
        replace: '',
      },
    ],
  },
  {
    name: '07-deletes-every-token',
    step: '07-logout',
    edits: [
      {
        file: LOGOUT,
        find: '  if (request.auth) await Token.objects.delete({ key: request.auth.key })\n',
        replace:
          '  for (const each of await Token.objects.all()) await Token.objects.delete(each)\n',
      },
    ],
  },
]
