import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { getCache } from '#shared/cache/cache.ts'
import { now } from '#shared/clock.ts'
import { clientAddress } from '#shared/http/client-address.ts'
import { readText } from '#shared/serializers/read-text.ts'
import { todo } from '#shared/todo.ts'
import { DEFAULT_THROTTLE_RATES } from './settings.ts'

/**
 * A rule on how many requests are allowed.
 *
 * https://www.django-rest-framework.org/api-guide/throttling/#custom-throttles
 */
export abstract class BaseThrottle {
  /** Whether this request is allowed. If `counts` is true, an allowed request is counted. */
  abstract allowRequest(request: Request, counts: boolean): Promise<boolean>

  /** After a refusal: in how many seconds the next request is allowed. */
  abstract wait(): number

  /** The address of the client. `X-Forwarded-For` is trusted only from your own proxies. */
  getIdent(request: Request): string {
    return clientAddress(request)
  }
}

/** A throttle class, as views list them. */
export type ThrottleClass = new () => BaseThrottle

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Parses a rate such as `5/min`. Only the first letter of the period counts. */
export function parseRate(rate: string): [numRequests: number, duration: number] {
  const [, count, period] = /^(\d+)\/([smhd])/.exec(rate) ?? []
  if (!period) throw new RangeError(`"${rate}" is not a rate: write it as 5/min, with s, m, h or d`)
  return [Number(count), SECONDS[period as keyof typeof SECONDS]]
}

/**
 * Allows a number of requests for each key in a sliding window: a request stops counting when it
 * is as old as `duration`.
 *
 * https://www.django-rest-framework.org/api-guide/throttling/#setting-the-throttling-policy
 */
export abstract class SimpleRateThrottle extends BaseThrottle {
  /** The name of the rate in DEFAULT_THROTTLE_RATES. */
  abstract scope: string
  numRequests = 0
  /** In seconds. */
  duration = 0
  /** The time of the request, in seconds. */
  now = 0
  /** The times of the requests that count, newest first. */
  history: number[] = []

  /** The key to count the request for, or null if it is not throttled. */
  abstract getCacheKey(request: Request): Promise<string | null>

  /** The key of the history in the cache. */
  cacheKey(ident: string | number): string {
    return `throttle_${this.scope}_${ident}`
  }

  getRate(): string {
    const rate = DEFAULT_THROTTLE_RATES[this.scope]
    if (rate === undefined) throw new RangeError(`settings.ts has no rate for "${this.scope}"`)
    return rate
  }

  override async allowRequest(request: Request, counts: boolean): Promise<boolean> {
    ;[this.numRequests, this.duration] = parseRate(this.getRate())
    const key = await this.getCacheKey(request)
    return key === null || this.takePlace(key, counts)
  }

  /** Allows the request if the limit is not reached, and counts it if `counts` is true. */
  takePlace(key: string, counts: boolean): Promise<boolean> {
    // TODO: read the history, drop old times, and return false if the limit is reached.
    return Promise.resolve(true)
  }

  /** The seconds until the oldest request that counts is `duration` old. */
  override wait(): number {
    return todo('return the seconds until the oldest request stops counting')
  }
}

/** Limits anonymous requests by address. */
export class AnonRateThrottle extends SimpleRateThrottle {
  override scope = 'anon'

  override async getCacheKey(request: Request): Promise<string | null> {
    return request.user.isAuthenticated ? null : this.cacheKey(this.getIdent(request))
  }
}

/** Limits requests by user, and anonymous requests by address. */
export class UserRateThrottle extends SimpleRateThrottle {
  override scope = 'user'

  override async getCacheKey(request: Request): Promise<string | null> {
    // TODO: return a key for each user, or for the address of an anonymous request.
    return null
  }
}

/** Does the same at the rate of the view's `throttleScope`. Without one, it allows every request. */
export class ScopedRateThrottle extends UserRateThrottle {
  override async allowRequest(request: Request, counts: boolean): Promise<boolean> {
    if (request.throttleScope === undefined) return true
    this.scope = request.throttleScope
    return super.allowRequest(request, counts)
  }
}

/** Limits logins by username, from all addresses together, whether or not the username exists. */
export class LoginUsernameThrottle extends SimpleRateThrottle {
  override scope = 'login_username'

  override async getCacheKey(request: Request): Promise<string | null> {
    // TODO: return a key for each username. Without a username, nothing is counted.
    return null
  }
}

/** The SHA-256 of a text, as hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
