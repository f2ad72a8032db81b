/** A stop takes at most five seconds. Changes that were confirmed are stored in any case. */
const STOP_WITHIN = 4700

/**
 * Stops the process in order, after Ctrl-C, a signal of another program, or a closed window.
 *
 * @param work what to do before, once, even after several signals
 * @returns a function that does the same with another exit code
 */
export function stopOnSignal(work: () => Promise<void>): (exitCode: number) => Promise<void> {
  let stopping = false
  const stop = async (exitCode: number) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(exitCode), STOP_WITHIN)
    await work()
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
  return stop
}
