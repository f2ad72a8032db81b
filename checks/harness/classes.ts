import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'
import { User } from '#shared/auth/user.ts'
import { AuthenticationFailed, NotFound } from '#shared/exceptions.ts'
import type { HookRequest } from './hook.ts'

/** What a view has instead of its own classes; `own` in a list stands for these. */
interface Classes {
  path: string
  permissions?: string[]
  authentication?: string[]
}

let replaced: Classes[] = []

/** Stands for the paths of all views that list no permission classes of their own. */
const DEFAULT = 'default'
/** Such views: the first one shows what their list is. */
const WITH_DEFAULT = ['/api/me/', '/api/logout/']
let defaultList: unknown

/**
 * Has the view of a path, or every view that has the default, ask other classes from the next
 * request on.
 */
export async function setClasses({ path = '', permissions, authentication }: HookRequest) {
  replaced.push({ path, permissions, authentication })
  return { ok: true }
}

export function forgetClasses(): void {
  replaced = []
  defaultList = undefined
}

/** The classes travel on the request, so that is where others are put in their place. */
export function replaceClasses(request: IncomingMessage): void {
  const found = replaced.findLast(({ path }) => path === request.url || path === DEFAULT)
  if (!found) return
  if (found.permissions) {
    const applies = (own: unknown) => found.path !== DEFAULT || isDefault(own, request)
    replace(request, 'permissionClasses', found.permissions, PERMISSIONS, applies)
  }
  if (found.authentication) {
    replace(request, 'authenticators', found.authentication, AUTHENTICATORS)
  }
}

/** A view that has the default has its very list, not one that is like it. */
function isDefault(own: unknown, { url }: IncomingMessage): boolean {
  if (url === WITH_DEFAULT[0]) defaultList = own
  return own === defaultList || WITH_DEFAULT.includes(url ?? '')
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
const nothing = () => {
  throw undefined
}

/** What a permission class tells somebody whom it refuses. */
const TOLD = 'Closed on Sundays.'

function permission(hasPermission: () => unknown, hasObject = yes, message?: string) {
  return class {
    readonly message = message
    hasPermission = hasPermission
    hasObjectPermission = hasObject
  }
}

/** Permission classes as people write them, right and wrong: only `true` is a yes. */
const PERMISSIONS: Record<string, unknown> = {
  Yes: permission(yes),
  No: permission(no),
  NoWithMessage: permission(no, yes, TOLD),
  Truthy: permission(() => 1),
  Promised: permission(async () => true),
  Undefined: permission(() => undefined),
  Throws: permission(notFound),
  ThrowsUndefined: permission(nothing),
  ObjectNo: permission(yes, no),
  ObjectNoWithMessage: permission(yes, no, TOLD),
  ObjectTruthy: permission(yes, () => 'yes'),
  ObjectPromised: permission(yes, async () => true),
  ObjectUndefined: permission(yes, () => undefined),
  ObjectThrows: permission(yes, notFound),
}

/** Authenticators as people write them. */
const AUTHENTICATORS: Record<string, unknown> = {
  Never: { authenticate: async () => null, authenticateHeader: () => undefined },
  Header: {
    async authenticate(request: Request) {
      const username = request.get('X-Who')
      if (!username) return null
      const user = await User.objects.find({ username })
      if (!user) throw new AuthenticationFailed('Who?')
      return [user, { key: 'who' }]
    },
    authenticateHeader: () => 'Who',
  },
}
