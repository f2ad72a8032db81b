import path from 'node:path'
import { watch } from 'chokidar'
import { watchingWorks } from './watch.ts'

/**
 * Editors save a file in several operations. It is complete this long after the last one, in
 * milliseconds.
 */
const QUIET = 50

/**
 * Does work after each save of a source in these files and folders, one save after another, until
 * the work is done, the learner stops it, or the signal aborts.
 *
 * @param work returns whether it is done
 */
export function afterEachSave(
  files: string[],
  work: () => Promise<boolean>,
  signal?: AbortSignal,
): Promise<void> {
  return keepWorking(files, work, false, signal)
}

/** The same, and also at the start. A save during the first work counts too. */
export function nowAndAfterEachSave(files: string[], work: () => Promise<boolean>): Promise<void> {
  return keepWorking(files, work, true)
}

async function keepWorking(
  files: string[],
  work: () => Promise<boolean>,
  now: boolean,
  signal?: AbortSignal,
): Promise<void> {
  const watcher = watch(files, {
    ignoreInitial: true,
    // Temporary files of editors begin with a dot.
    ignored: (file, stats) =>
      path.basename(file).startsWith('.') || (stats?.isFile() === true && !file.endsWith('.ts')),
    // Without change events, the disk is polled.
    usePolling: !(await watchingWorks()),
    interval: 200,
  })
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
