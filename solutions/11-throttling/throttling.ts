import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { getCache } from '#shared/cache/cache.ts'
import { now } from '#shared/clock.ts'
import { clientAddress } from '#shared/http/client-address.ts'
import { readText } from '#shared/serializers/read-text.ts'
import { DEFAULT_THROTTLE_RATES } from './settings.ts'

/**
 * A rule on how often requests may come.
 *
 * https://www.django-rest-framework.org/api-guide/throttling/#custom-throttles
 */
export abstract class BaseThrottle {
  /** May this request pass? If it counts, it then uses up a place. */
  abstract allowRequest(request: Request, counts: boolean): Promise<boolean>

  /** In how many seconds the next may pass, after one was refused. */
  abstract wait(): number

  /** Where the request comes from; `X-Forwarded-For` is believed only of proxies of your own. */
  getIdent(request: Request): string {
    return clientAddress(request)
  }
}

/** A throttle class, as views list them. */
export type ThrottleClass = new () => BaseThrottle

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/** How many requests in how many seconds: of the period, `min` or `hour`, the first letter is read. */
export function parseRate(rate: string): [numRequests: number, duration: number] {
  const [, count, period] = /^(\d+)\/([smhd])/.exec(rate) ?? []
  if (!period) throw new RangeError(`"${rate}" is no rate: write it as 5/min, with s, m, h or d`)
  return [Number(count), SECONDS[period as keyof typeof SECONDS]]
}

/**
 * Lets so many requests of one key pass in a time that slides: each place comes free when the
 * request that took it is as old as the time is long.
 *
 * https://www.django-rest-framework.org/api-guide/throttling/#setting-the-throttling-policy
 */
export abstract class SimpleRateThrottle extends BaseThrottle {
  /** Names the rate in DEFAULT_THROTTLE_RATES. */
  abstract scope: string
  numRequests = 0
  /** In seconds. */
  duration = 0
  /** When the request came, in seconds. */
  now = 0
  /** When those came that take the places, the newest first. */
  history: number[] = []

  /** Whose requests are counted together; null for a request that is not throttled. */
  abstract getCacheKey(request: Request): Promise<string | null>

  /** The key under which the history is kept. */
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

  /** Looks whether a place is free, and takes it if the request counts: in one go, or others slip in. */
  takePlace(key: string, counts: boolean): Promise<boolean> {
    const cache = getCache()
    return cache.lock(key, async () => {
      this.now = now().getTime() / 1000
      const history = await cache.get<number[]>(key, [])
      this.history = history.filter((time) => this.now - time < this.duration)
      if (this.history.length >= this.numRequests) return false
      if (counts) await cache.set(key, [this.now, ...this.history], this.duration)
      return true
    })
  }

  /** Until the oldest of those that take the places has gone. */
  override wait(): number {
    const oldest = this.history[this.numRequests - 1] ?? this.now
    return this.duration - (this.now - oldest)
  }
}

/** Throttles anonymous requests, by their address. */
export class AnonRateThrottle extends SimpleRateThrottle {
  override scope = 'anon'

  override async getCacheKey(request: Request): Promise<string | null> {
    return request.user.isAuthenticated ? null : this.cacheKey(this.getIdent(request))
  }
}

/** Throttles requests by user, and those of nobody by their address. */
export class UserRateThrottle extends SimpleRateThrottle {
  override scope = 'user'

  override async getCacheKey(request: Request): Promise<string | null> {
    const { user } = request
    return this.cacheKey(user.isAuthenticated ? user.id : this.getIdent(request))
  }
}

/** The same at the rate that the view names with its `throttleScope`; others are not throttled. */
export class ScopedRateThrottle extends UserRateThrottle {
  override async allowRequest(request: Request, counts: boolean): Promise<boolean> {
    if (request.throttleScope === undefined) return true
    this.scope = request.throttleScope
    return super.allowRequest(request, counts)
  }
}

/** Throttles logins by the name that is tried, wherever they come from and whether it exists or not. */
export class LoginUsernameThrottle extends SimpleRateThrottle {
  override scope = 'login_username'

  override async getCacheKey(request: Request): Promise<string | null> {
    const username = readText(await request.data(), 'username')
    // As long as the name may be, the key is short.
    return username === null ? null : this.cacheKey(sha256(username))
  }
}

/** A text of fixed length that stands for another. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
