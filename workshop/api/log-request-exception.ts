import { APIException, InsufficientStorage, ServiceUnavailable } from '#shared/exceptions.ts'
import type { RequestException } from '#shared/http/got-request-exception.ts'
import { Todo } from '#shared/todo.ts'
import { shownPath } from '../paths.ts'
import { parseStack } from '../stack.ts'

/** Refusals with `Retry-After` can be very frequent, and a line for each would fill the disk. */
const QUIET_MS = 60_000
let lastSentAway = Number.NEGATIVE_INFINITY

/**
 * Writes an error in a request to stderr: the request, the error, and its place in the project.
 *
 * Of the refusals with `Retry-After`, it writes one in a minute.
 * Of the request, it writes only the method and the path, because the rest can contain a secret.
 */
export function logRequestException({ request, error }: RequestException): void {
  if (error instanceof ServiceUnavailable || error instanceof InsufficientStorage) {
    if (performance.now() - lastSentAway < QUIET_MS) return
    lastSentAway = performance.now()
  }
  console.error(describeException(`${request.method} ${request.path}`, error))
}

/** An error in a few lines, or a TODO in one. */
export function describeException(where: string, error: unknown): string {
  const frames = projectFrames(error)
  if (error instanceof Todo) return `${where}: not written yet: ${error.message} (${frames[0]})`
  if (error instanceof APIException) return `${where}: ${error.statusCode} ${error.message}`
  const what = error instanceof Error ? `${error.name}: ${firstLine(error.message)}` : String(error)
  return [`${where}: ${withoutKeys(what)}`, ...frames.map((frame) => `    at ${frame}`)].join('\n')
}

/** Where in the project an error was thrown, innermost first: `steps/app.ts:12`. */
export function projectFrames(error: unknown): string[] {
  const frames = parseStack(error instanceof Error ? error.stack : '')
  return frames.map(({ file, line }) => `${shownPath(file)}:${line}`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

/** A token's key would give every reader of the log access to the account. */
function withoutKeys(text: string): string {
  return text.replace(/\b[0-9a-f]{40}\b/g, '<key>')
}
