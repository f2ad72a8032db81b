import path from 'node:path'
import { watch } from 'chokidar'
import { CHECKS, ROOT, STEPS } from '../paths.ts'

/** Editors write a file in several moves; this long after the last one it is whole, in milliseconds. */
const QUIET = 12

/** What has changed: files below the learner's tree, or something of the repository's own. */
export interface Change {
  /** Paths below steps/, with forward slashes. */
  steps: string[]
  /** Something in shared/ or checks/. */
  others: boolean
}

/** Calls back when sources have changed, once for files that are saved together. */
export async function watchFiles(
  onChange: (change: Change) => void,
  usePolling = false,
): Promise<() => Promise<void>> {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    const files = [...changed]
    changed.clear()
    const steps = files
      .filter((file) => file.startsWith(STEPS + path.sep))
      .map((file) => path.relative(STEPS, file).split(path.sep).join('/'))
    onChange({ steps, others: steps.length < files.length })
  }
  const watcher = watch([STEPS, path.join(ROOT, 'shared'), CHECKS], {
    ignoreInitial: true,
    ignored: (file, stats) => stats?.isFile() === true && !/\.(ts|md)$/.test(file),
    usePolling,
    interval: 200,
  })
  watcher.on('all', (_event, file) => {
    changed.add(file)
    clearTimeout(timer)
    timer = setTimeout(tell, QUIET)
  })
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return () => watcher.close()
}
