import type { RequestHandler } from 'express'
import { Throttled } from '#shared/exceptions.ts'
import { allowedMethods } from '#shared/http/dispatch.ts'
import { apiView, type View } from '../04-default-permission/views.ts'
import type { ThrottleClass } from './throttling.ts'

/** How often a view may be asked. */
export interface Throttling {
  throttleClasses: ThrottleClass[]
  /** Names the rate for ScopedRateThrottle. */
  throttleScope?: string
  /** Which methods are throttled; if it is left out, all are, and those count that the view handles. */
  throttledMethods?: string[]
}

/** The methods that may change something. */
export const UNSAFE_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

/** A view as in step 4, with throttles in its row after the permissions. */
export function throttledView(
  { throttleClasses, throttleScope, throttledMethods }: Throttling,
  view: View,
): RequestHandler[] {
  const row = apiView(view)
  // A browser's OPTIONS and a method that is refused, 405, are no attempt at anything.
  const handled = allowedMethods(view).filter((method) => method !== 'OPTIONS')
  const initialize: RequestHandler = (request, _response, next) => {
    const isThrottled = throttledMethods?.includes(request.method) ?? true
    request.throttles = isThrottled ? throttleClasses.map((Throttle) => new Throttle()) : []
    request.throttleScope = throttleScope
    request.isCounted = (throttledMethods ?? handled).includes(request.method)
    next()
  }
  return [...row.slice(0, -1), initialize, checkThrottles, ...row.slice(-1)]
}

/** Lets a request pass if every throttle of the view does; else it is told the longest wait: 429. */
export const checkThrottles: RequestHandler = async (request, _response, next) => {
  const waits: number[] = []
  for (const throttle of request.throttles) {
    // A refused request takes no further place: else ten of them, from one address, would lock a name.
    const counts = request.isCounted && waits.length === 0
    // Only true is a yes, as in checkPermissions.
    if ((await throttle.allowRequest(request, counts)) !== true) waits.push(throttle.wait())
  }
  if (waits.length > 0) throw new Throttled(Math.max(...waits))
  next()
}
