import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/** How a class that stands in for one of the view's own answers. */
export type Behaviour =
  | 'allows'
  | 'refuses'
  | 'answers a promise'
  | 'answers nothing'
  | 'throws'
  | 'throws nothing'
  | 'does not know'
  | 'recognises'

/** Classes for the next request, in place of the view's own, each with a name and a behaviour. */
export interface Probe {
  /** What the classes are asked for: the request, an object, or who makes the request. */
  of: 'permission' | 'object permission' | 'authentication'
  classes: { name: string; behaviour: Behaviour }[]
}

let next: Probe | undefined
let asked: string[] = []

/** Has the next request ask these classes instead of the view's own. */
export function probeNext(probe: Probe): void {
  next = probe
  asked = []
}

/** Which classes the last probed request has asked, in order. */
export function askedClasses(): string[] {
  return asked
}

/**
 * Puts the classes that wait into a request, if any do: whatever the view lists, it finds these.
 *
 * The classes of a view travel on the request, so nothing of the tree has to be touched.
 */
export function applyProbe(request: IncomingMessage): void {
  const probe = next
  next = undefined
  if (!probe) return
  if (probe.of === 'authentication') {
    const authenticators = probe.classes.map((each) => authenticator(each.name, each.behaviour))
    replace(request, 'authenticators', authenticators)
  } else {
    const classes = probe.classes.map((each) => permissionClass(probe.of, each))
    replace(request, 'permissionClasses', classes)
  }
}

function replace(request: IncomingMessage, name: string, value: unknown): void {
  Object.defineProperty(request, name, { get: () => value, set: () => {}, configurable: true })
}

function permissionClass(of: Probe['of'], { name, behaviour }: Probe['classes'][number]) {
  const answer = () => {
    asked.push(name)
    return answerOf(behaviour)
  }
  return class {
    message = `${name} refuses`
    hasPermission(): unknown {
      return of === 'permission' ? answer() : true
    }
    hasObjectPermission(): unknown {
      return of === 'object permission' ? answer() : true
    }
  }
}

function answerOf(behaviour: Behaviour): unknown {
  if (behaviour === 'allows') return true
  if (behaviour === 'refuses') return false
  // What it will say does not matter: it has not said it yet.
  if (behaviour === 'answers a promise') return Promise.resolve(true)
  if (behaviour === 'throws') throw new Error('the permission class failed')
  if (behaviour === 'throws nothing') throw undefined
  return undefined
}

function authenticator(name: string, behaviour: Behaviour) {
  return {
    async authenticate(_request: Request) {
      asked.push(name)
      if (behaviour === 'throws') throw new Error('the authentication class failed')
      if (behaviour !== 'recognises') return null
      const user = { id: -1, username: name, isStaff: false, isActive: true, isAuthenticated: true }
      return [user, { key: name }]
    },
    authenticateHeader: () => 'Token',
  }
}
