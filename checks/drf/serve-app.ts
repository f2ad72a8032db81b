import type { Express } from 'express'
import { onTestFinished } from 'vitest'
import { listen } from '#shared/http/listen.ts'

/** Serves an app, as the API is served, until the current test ends; tells its base URL. */
export async function serveApp(app: Express): Promise<string> {
  const listening = await listen(app, 0, '127.0.0.1')
  onTestFinished(() => listening.stop())
  return `http://127.0.0.1:${listening.port}`
}
