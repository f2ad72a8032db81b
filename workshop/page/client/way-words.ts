import type { Decider } from '../../../checks/policy.ts'
import type { Way } from '../page-state.ts'

/** A layer that a request passes. */
export interface Gate {
  by: Decider
  name: string
}

/** The layers in order. */
const GATES: Gate[] = [
  { by: 'before', name: 'Before' },
  { by: 'authentication', name: 'Authentication' },
  { by: 'permission', name: 'Permission' },
  { by: 'throttle', name: 'Throttle' },
  { by: 'object', name: 'Object permission' },
  { by: 'handler', name: 'Handler' },
]

/** The layer that decides, for a cell of the table. */
export const SHORT: Record<Decider, string> = {
  route: 'route',
  before: 'before',
  authentication: 'authn',
  permission: 'perm',
  throttle: 'throttle',
  method: 'method',
  object: 'object',
  handler: 'view',
}

interface Request {
  method: string
  path: string
}

/** The layers to show: those that always decide something, and those that matter here. */
export function gatesOf({ path }: Request, ways: Way[]): Gate[] {
  const isAboutObject = /\/(?:\{id\}|\d+)\//.test(path)
  return GATES.filter(({ by }) => {
    if (ways.some((way) => way.by === by)) return true
    return by === 'object' ? isAboutObject : !['before', 'throttle'].includes(by)
  })
}

/** The index of the layer at which a request ended, or -1. The handler refuses methods. */
export function gateAt(gates: Gate[], by: Decider): number {
  return gates.findIndex((gate) => gate.by === (by === 'method' ? 'handler' : by))
}

/**
 * Whether the object permission is asked on an expected way: if the object is found. OPTIONS does
 * not look for it.
 */
export function isAsked({ method }: Request, { by, status }: Way): boolean {
  return by === 'object' || (by === 'handler' && status !== 404 && method !== 'OPTIONS')
}

/** A way that reaches no view. */
export function nowhereWords(status: number): string {
  if (status === 404) return '404, no view has this path'
  return status === 301 ? '301, the path lacks its final slash' : `${status}, before any view`
}

/** A way as a sentence. */
export function inWords(way: Way, gates: Gate[]): string {
  const end = gateAt(gates, way.by)
  if (end < 0) return `${nowhereWords(way.status)}.`
  const passed = gates.slice(0, end).flatMap(({ by, name }) => {
    if (by === 'before') return []
    return by === 'object' && !way.objectAsked ? `${name} is not asked` : `${name} allows it`
  })
  return `${[...passed, lastWords(way, gates[end])].join(', ')}.`
}

function lastWords({ status, by }: Way, gate: Gate | undefined): string {
  if (by === 'before') return `The view answers ${status} before authentication`
  return `${gate?.name} answers ${status}${by === 'method' ? ': it does not have this method' : ''}`
}
