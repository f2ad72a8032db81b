/** A stop takes five seconds at most; what was answered is stored by then in any case. */
const STOP_WITHIN = 4700

/**
 * Ends the process in order when it is asked to: with Ctrl-C, by another program, or by its window.
 *
 * @param work what to do before, once, however often it is asked
 * @returns the same, to be called with another exit code
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
