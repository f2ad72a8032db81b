import { watchingWorks, watchSources } from './watch.ts'

/** Editors save a file in several operations. It is complete this many milliseconds later. */
const QUIET = 50

/**
 * Works now and, in a terminal, after each save until it is done. Without a terminal, the exit code
 * says whether it is.
 *
 * @param again shown after each time that it is not done
 */
export async function untilDone(
  files: string[],
  work: () => Promise<boolean>,
  { isOnce, again }: { isOnce: boolean; again: string },
): Promise<void> {
  if (isOnce) {
    if (!(await work())) process.exitCode = 1
    return
  }
  const workAndSay = async () => {
    const done = await work()
    if (!done) console.log(again)
    return done
  }
  await onEachSave(files, workAndSay, { now: true })
}

/**
 * Does work after each save of a source in these files and folders, one save after another, until
 * the work is done, the learner stops it, or the signal aborts.
 *
 * @param work returns whether it is done
 * @param options with `now`, it is also done at the start, and a save meanwhile counts too
 */
export async function onEachSave(
  files: string[],
  work: () => Promise<boolean>,
  { now = false, signal }: { now?: boolean; signal?: AbortSignal },
): Promise<void> {
  // Without change events, the disk is polled.
  const watcher = watchSources(files, !(await watchingWorks()))
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((resolve) => watcher.once('ready', resolve))
    await new Promise<void>((resolve, reject) => {
      let running = Promise.resolve()
      const workAgain = async () => {
        if (await work()) resolve()
      }
      const saved = () => {
        running = running.then(workAgain).catch(reject)
      }
      watcher.on('all', () => {
        clearTimeout(timer)
        timer = setTimeout(saved, QUIET)
      })
      watcher.on('error', reject)
      signal?.addEventListener('abort', () => resolve(), { once: true })
      if (signal?.aborted) resolve()
      process.once('SIGINT', resolve)
      process.once('SIGTERM', resolve)
      if (now) saved()
    })
  } finally {
    clearTimeout(timer)
    await watcher.close()
  }
}
