declare module 'autocannon' {
  interface Options {
    url: string
    method: string
    headers: Record<string, string>
    body?: string
    connections: number
    duration: number
  }
  interface Result {
    duration: number
    errors: number
    non2xx: number
    requests: { total: number }
    latency: { p99: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}

declare module 'passport' {
  import type { RequestHandler } from 'express'

  const passport: {
    use(strategy: object): void
    authenticate(name: string, options: { session: false }): RequestHandler
  }
  export default passport
}

declare module 'passport-http-bearer' {
  type Done = (error: unknown, user?: unknown) => void
  export class Strategy {
    constructor(verify: (token: string, done: Done) => void)
  }
}
