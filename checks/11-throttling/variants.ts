import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'pops what has gone off the end, as DRF does',
    buys: 'It looks only at what has gone, where `filter` looks at every time. It is right as long as the newest comes first; `filter` needs no order.',
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
    name: 'shares the rest of the time among the free places, as DRF does',
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
    name: 'remembers the longest wait',
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
    name: 'asks who it is in two branches',
    file: '11-throttling/throttling.ts',
    find: `    return this.cacheKey(user.isAuthenticated ? user.id : this.getIdent(request))
`,
    replace: `    if (user.isAuthenticated) return this.cacheKey(String(user.id))
    return this.cacheKey(this.getIdent(request))
`,
  },
  {
    name: 'leaves early without a name',
    buys: 'The case without a name is out of the way, so that more lines may follow. It is a line more, and the two cases no longer stand side by side.',
    file: '11-throttling/throttling.ts',
    find: `    return username === null ? null : this.cacheKey(sha256(username))
`,
    replace: `    if (username === null) return null
    return this.cacheKey(sha256(username))
`,
  },
]
