import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed, NotFound } from '#shared/exceptions.ts'
import { POLICY } from '../policy.ts'
import type { HookRequest } from './hook.ts'

/** The classes that replace a view's own. `own` in a list means the view's own classes. */
interface Classes {
  path: string
  permissions?: string[]
  authentication?: string[]
  throttles?: string[]
}

let replaced: Classes[] = []
let replacedOnce: Omit<Classes, 'path'> | undefined
let asked: string[] = []

/** Means the paths of all views without their own list of permission classes. */
const DEFAULT = 'default'
/** Such views: the first one shows what their list is. */
const WITH_DEFAULT = [
  ...new Set(
    POLICY.filter(({ permissionClasses }) => permissionClasses.startsWith(DEFAULT)).map(
      ({ path }) => path,
    ),
  ),
]
let defaultList: unknown

/** The hooks about the classes of the views. */
export const classHooks = {
  /**
   * Gives the view of a path, or every view with the default, other classes from the next
   * request on. Without a path, only the next request uses them, whatever its view.
   */
  async set_classes({ path, permissions, authentication, throttles }: HookRequest) {
    if (path === undefined) replacedOnce = { permissions, authentication, throttles }
    else replaced.push({ path, permissions, authentication, throttles })
    return { ok: true }
  },

  /** Which of these classes the last request has called, in order. */
  async asked_classes() {
    return { asked }
  },
}

export function forgetClasses(): void {
  replaced = []
  replacedOnce = undefined
  defaultList = undefined
}

/** The classes are on the request, so they are replaced there. */
export function replaceClasses(request: IncomingMessage): void {
  asked = []
  const requested = pathOf(request)
  const lasting = replaced.findLast(({ path }) => path === requested || path === DEFAULT)
  const { permissions, authentication, throttles } = replacedOnce ?? lasting ?? {}
  const isForAll = replacedOnce !== undefined || lasting?.path !== DEFAULT
  replacedOnce = undefined
  if (permissions) {
    const applies = (own: unknown) => isForAll || isDefault(own, request)
    replace(request, 'permissionClasses', permissions, PERMISSIONS, applies)
  }
  if (authentication) replace(request, 'authenticators', authentication, AUTHENTICATORS)
  if (throttles) replace(request, 'throttles', throttles, THROTTLES)
}

/** Other views with the default have the same list object, not an equal one. */
function isDefault(own: unknown, request: IncomingMessage): boolean {
  const path = pathOf(request)
  if (path === WITH_DEFAULT[0]) defaultList = own
  // By its path as well: a view can copy the list for each request.
  return own === defaultList || WITH_DEFAULT.includes(path)
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?')[0] ?? ''
}

function replace(
  request: IncomingMessage,
  property: string,
  names: string[],
  classes: Record<string, unknown>,
  applies: (own: unknown) => boolean = () => true,
): void {
  let value: unknown[] = []
  Object.defineProperty(request, property, {
    configurable: true,
    get: () => value,
    set(own: unknown[]) {
      const others = names.flatMap((name) => (name === 'own' ? own : [classes[name]]))
      value = applies(own) ? others : own
    },
  })
}

const yes = (): unknown => true
const no = (): unknown => false
const notFound = () => {
  throw new NotFound()
}
const failure = () => {
  throw new Error('the class failed')
}
const nothing = () => {
  throw undefined
}

/** What permission classes return, as people write them, right and wrong: only `true` allows. */
const ANSWERS: Record<string, () => unknown> = {
  Yes: yes,
  No: no,
  Closed: no,
  Full: no,
  Truthy: () => 1,
  Promised: async () => true,
  Undefined: () => undefined,
  Throws: notFound,
  Fails: failure,
  ThrowsUndefined: nothing,
}

/** The messages of the classes that have one. */
const MESSAGES: Record<string, string> = { Closed: 'Closed on Sundays.', Full: 'No room left.' }

/** Each class decides about the request or, with `Object` before its name, about an object. */
const PERMISSIONS: Record<string, unknown> = Object.fromEntries(
  Object.entries(ANSWERS).flatMap(([name, answer]) => {
    const note = (own: string) => () => {
      asked.push(own)
      return answer()
    }
    return [
      [name, permission(note(name), yes, MESSAGES[name])],
      [`Object${name}`, permission(yes, note(`Object${name}`), MESSAGES[name])],
    ]
  }),
)

function permission(hasPermission: () => unknown, hasObject: () => unknown, message?: string) {
  return class {
    readonly message = message
    hasPermission = hasPermission
    hasObjectPermission = hasObject
  }
}

/** How often each class was called. */
const THROTTLES: Record<string, unknown> = Object.fromEntries(
  Object.entries(ANSWERS).map(([name, answer]) => {
    const allowRequest = async () => {
      asked.push(name)
      return answer()
    }
    return [name, { allowRequest, wait: () => 1 }]
  }),
)

/** Authenticators as people write them. */
const AUTHENTICATORS: Record<string, unknown> = {
  Never: authenticator('Never', async () => null),
  Carol: authenticator('Carol', async () => {
    const isAuthenticated = true
    return [{ id: -1, username: 'carol', isStaff: false, isActive: true, isAuthenticated }, {}]
  }),
  Fails: authenticator('Fails', async () => failure()),
  Header: authenticator(
    'Header',
    async (request) => {
      const username = request.get('X-Who')
      if (!username) return null
      const user = await User.objects.find({ username })
      if (!user) throw new AuthenticationFailed('Who?')
      return [user, { key: 'who' }]
    },
    'Who',
  ),
}

function authenticator(
  name: string,
  authenticate: (request: Request) => Promise<unknown>,
  header?: string,
) {
  return {
    authenticate(request: Request) {
      asked.push(name)
      return authenticate(request)
    },
    authenticateHeader: () => header,
  }
}
