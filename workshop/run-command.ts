import { noRoom, writingRefused } from './remedies.ts'

/** A mistake of the person at the keyboard, told in a sentence that says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Runs a command; what the person can set right is told in a sentence and ends with exit code 1. */
export async function runCommand(command: (args: string[]) => Promise<void> | void): Promise<void> {
  // The reader of the output may close it early, as `| head -1` does. That is not a failure.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit()
  })
  try {
    await command(process.argv.slice(2))
  } catch (error) {
    console.error(sentenceOf(error))
    process.exitCode = 1
  }
}

/**
 * What to tell of an error that the person can set right.
 *
 * @throws the error itself when it is no mistake of theirs
 */
export function sentenceOf(error: unknown): string {
  const { code, path } = error as { code?: unknown; path?: string }
  const parsing = error instanceof TypeError && String(code).startsWith('ERR_PARSE_ARGS_')
  if (error instanceof UsageError) return error.message
  if (parsing) return `${error.message}\nnpm run workshop lists the commands and what they take.`
  if (code === 'ENOSPC') return noRoom(path)
  if (path && ['EACCES', 'EPERM', 'EROFS'].includes(String(code))) return writingRefused(path)
  throw error
}
