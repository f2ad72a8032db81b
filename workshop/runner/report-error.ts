import type { ErrorReport } from './report.ts'

/** An error in a form that another process can read; learners throw other things, too. */
export function reportError(error: unknown): ErrorReport {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '' }
  const { name, message, stack = '' } = error
  return { name: String(name), message: String(message), stack: String(stack) }
}
