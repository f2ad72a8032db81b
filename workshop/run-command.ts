import { noRoom, writingRefused } from './remedies.ts'

/** An error that the person at the keyboard can correct. Its message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Runs a command. A UsageError is printed as a sentence, with exit code 1. */
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
 * The sentence for an error that the person at the keyboard can correct.
 *
 * @throws the error itself if it is another one
 */
export function sentenceOf(error: unknown): string {
  const { code, path } = error as { code?: unknown; path?: string }
  const parsing = error instanceof TypeError && String(code).startsWith('ERR_PARSE_ARGS_')
  if (error instanceof UsageError) return error.message
  if (parsing) return `${error.message}\nnpm run workshop lists the commands and their options.`
  if (code === 'ENOSPC') return noRoom(path)
  if (path && ['EACCES', 'EPERM', 'EROFS'].includes(String(code))) return writingRefused(path)
  throw error
}
