/** A mistake of the person at the keyboard, told in a sentence that says what to do. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Runs a command; what the person can mend is told in a sentence and ends with exit code 1. */
export async function runCommand(command: (args: string[]) => Promise<void> | void): Promise<void> {
  try {
    await command(process.argv.slice(2))
  } catch (error) {
    if (!isUsageError(error)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  const { code } = error as { code?: unknown }
  return error instanceof TypeError && String(code).startsWith('ERR_PARSE_ARGS_')
}
