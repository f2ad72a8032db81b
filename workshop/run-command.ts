import { noRoom, writingRefused } from './remedies.ts'

/** An error that the person at the keyboard can correct. Its message says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** A command that could not run exits with this code. With 1, it ran, and something does not pass. */
export const COULD_NOT_RUN = 2

/** Runs a command. A UsageError is printed as a sentence. */
export async function runCommand(command: (args: string[]) => Promise<void> | void): Promise<void> {
  // The reader of the output may close it early, as `| head -1` does. That is not a failure.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit()
  })
  try {
    await command(process.argv.slice(2))
  } catch (error) {
    console.error(toldOf(error))
    process.exitCode = COULD_NOT_RUN
    // What the command has already started would keep the process running.
    process.stdout.write('', () => process.stderr.write('', () => process.exit()))
  }
}

/** The sentence for an error, or its stack if the person at the keyboard cannot correct it. */
export function toldOf(error: unknown): string | undefined {
  const { code, path } = Object(error) as { code?: unknown; path?: string }
  const parsing = error instanceof TypeError && String(code).startsWith('ERR_PARSE_ARGS_')
  if (error instanceof UsageError) return error.message
  // The rest of Node's message is about names that begin with a hyphen.
  if (parsing)
    return `${error.message.split('. To specify')[0]}\nTo see what a command takes, write -- --help after it.`
  if (code === 'ENOSPC') return noRoom(path)
  if (path && ['EACCES', 'EPERM', 'EROFS'].includes(String(code))) return writingRefused(path)
  return error instanceof Error ? error.stack : String(error)
}
