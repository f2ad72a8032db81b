import path from 'node:path'
import { watch } from 'chokidar'

/** Editors write a file in several moves; this long after the last one it is whole, in milliseconds. */
const QUIET = 50

/**
 * Calls back after each save of a source in these files and folders.
 *
 * @param usePolling looks at the files every now and then, on a disk that does not tell of changes
 * @returns ends it
 */
export async function onSave(
  files: string[],
  saved: () => void,
  usePolling: boolean,
): Promise<() => Promise<void>> {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(files, {
    ignoreInitial: true,
    // Editors' own files begin with a dot.
    ignored: (file, stats) =>
      path.basename(file).startsWith('.') || (stats?.isFile() === true && !file.endsWith('.ts')),
    usePolling,
    interval: 200,
  })
  watcher.on('all', () => {
    clearTimeout(timer)
    timer = setTimeout(saved, QUIET)
  })
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return async () => {
    clearTimeout(timer)
    await watcher.close()
  }
}
