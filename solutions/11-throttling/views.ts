import type { RequestHandler } from 'express'
import { Throttled } from '#shared/exceptions.ts'
import { allowedMethods } from '#shared/http/dispatch.ts'
import { apiView, type View } from '../04-default-permission/views.ts'
import type { ThrottleClass } from './throttling.ts'

/** The limits of a view. */
export interface Throttling {
  throttleClasses: ThrottleClass[]
  /** The name of the rate for ScopedRateThrottle. */
  throttleScope?: string
  /** The throttled methods. By default all of them, and those that the view handles are counted. */
  throttledMethods?: string[]
}

/** The methods that can change something. */
export const UNSAFE_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE']

/** A view as in step 4, with throttles after the permissions. */
export function throttledView(
  { throttleClasses, throttleScope, throttledMethods }: Throttling,
  view: View,
): RequestHandler[] {
  const row = apiView(view)
  // OPTIONS, and a method that is refused with 405, are not attempts.
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

/** Allows a request if every throttle of the view does. Otherwise throws, with the longest wait. */
export const checkThrottles: RequestHandler = async (request, _response, next) => {
  const waits: number[] = []
  for (const throttle of request.throttles) {
    // A refused request does not count: ten of them, from one address, would lock a user out.
    const counts = request.isCounted && waits.length === 0
    // Only true allows, as in checkPermissions.
    if ((await throttle.allowRequest(request, counts)) !== true) waits.push(throttle.wait())
  }
  if (waits.length > 0) throw new Throttled(Math.max(...waits))
  next()
}
