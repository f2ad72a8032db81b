import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'pops old times off the end, as DRF does',
    buys: 'It reads only the old times, where `filter` reads all of them. It needs the newest time to come first; `filter` needs no order.',
    file: '11-throttling/throttling.ts',
    find: `      const history = await cache.get<number[]>(key, [])
      this.history = history.filter((time) => this.now - time < this.duration)
`,
    replace: `      this.history = await cache.get<number[]>(key, [])
      while (this.history.length > 0 && this.now - (this.history.at(-1) ?? 0) >= this.duration) {
        this.history.pop()
      }
`,
  },
  {
    name: 'divides the rest of the duration, as DRF does',
    file: '11-throttling/throttling.ts',
    find: `    const oldest = this.history[this.numRequests - 1] ?? this.now
    return this.duration - (this.now - oldest)
`,
    replace: `    const oldest = this.history.at(-1)
    const remaining = oldest === undefined ? this.duration : this.duration - (this.now - oldest)
    return remaining / (this.numRequests - this.history.length + 1)
`,
  },
  {
    name: 'sorts the waits',
    file: '11-throttling/views.ts',
    find: `    if ((await throttle.allowRequest(request, counts)) !== true) waits.push(throttle.wait())
  }
  if (waits.length > 0) throw new Throttled(Math.max(...waits))
`,
    replace: `    const allowed = await throttle.allowRequest(request, counts)
    if (allowed !== true) waits.push(throttle.wait())
  }
  const [longest] = waits.sort((a, b) => b - a)
  if (longest !== undefined) throw new Throttled(longest)
`,
  },
  {
    name: 'checks the user in an if',
    file: '11-throttling/throttling.ts',
    find: `    return this.cacheKey(user.isAuthenticated ? user.id : this.getIdent(request))
`,
    replace: `    if (user.isAuthenticated) return this.cacheKey(String(user.id))
    return this.cacheKey(this.getIdent(request))
`,
  },
  {
    name: 'returns early without a username',
    buys: 'The case without a username comes first, so that you can add more lines after it. It is one line longer, and the two cases are no longer side by side.',
    file: '11-throttling/throttling.ts',
    find: `    return username === null ? null : this.cacheKey(sha256(username))
`,
    replace: `    if (username === null) return null
    return this.cacheKey(sha256(username))
`,
  },
]
