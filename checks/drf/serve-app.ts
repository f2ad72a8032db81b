import type { Express } from 'express'
import { onTestFinished } from 'vitest'
import { listen } from '#shared/http/listen.ts'

/** Serves an app in the same way as the API until the current test ends, and returns its URL. */
export async function serveApp(app: Express): Promise<string> {
  const listening = await listen(app, 0, '127.0.0.1')
  onTestFinished(() => listening.stop())
  return `http://127.0.0.1:${listening.port}`
}
