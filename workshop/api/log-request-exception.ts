import { APIException, InsufficientStorage, ServiceUnavailable } from '#shared/exceptions.ts'
import type { RequestException } from '#shared/http/got-request-exception.ts'
import { Todo } from '#shared/todo.ts'
import { shownPath } from '../paths.ts'
import { parseStack } from '../stack.ts'

/** Those who are sent away come by the thousand, and a line for each would fill the disk. */
const QUIET_MS = 60_000
let lastSentAway = Number.NEGATIVE_INFINITY

/**
 * Writes an error that a request met to stderr: the request, the error, and where in the project.
 *
 * Of the requests that are sent away until later, one a minute is told.
 * Nothing that a client sent is written but the method and the path: the rest may hold a secret.
 */
export function logRequestException({ request, error }: RequestException): void {
  if (error instanceof ServiceUnavailable || error instanceof InsufficientStorage) {
    if (performance.now() - lastSentAway < QUIET_MS) return
    lastSentAway = performance.now()
  }
  console.error(describeException(`${request.method} ${request.path}`, error))
}

/** An error in a few lines; something left to write in one. */
export function describeException(where: string, error: unknown): string {
  const frames = projectFrames(error)
  if (error instanceof Todo) return `${where}: not written yet: ${error.message} (${frames[0]})`
  if (error instanceof APIException) return `${where}: ${error.statusCode} ${error.message}`
  const what = error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : String(error)
  return [`${where}: ${withoutKeys(what)}`, ...frames.map((frame) => `    at ${frame}`)].join('\n')
}

/** Where in people's own files an error came from, innermost first: `steps/app.ts:12`. */
export function projectFrames(error: unknown): string[] {
  const frames = parseStack(error instanceof Error ? error.stack : '')
  return frames.map(({ file, line }) => `${shownPath(file)}:${line}`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

/** A token's key opens an account to anyone who reads the log. */
function withoutKeys(text: string): string {
  return text.replace(/\b[0-9a-f]{40}\b/g, '<key>')
}
