import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { watch } from 'chokidar'
import { CHECKS, ROOT, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { WATCHING_IS_SLOW } from '../remedies.ts'
import type { Workshop } from './workshop.ts'

/**
 * Checks now and after each save, until it is stopped.
 *
 * @param onSave is called after a save of the learner's
 * @returns ends it
 */
export function keepChecking(
  workshop: Workshop,
  onSave: () => void = () => {},
): () => Promise<void> {
  const check = ({ steps, others }: Change) => {
    if (others) workshop.reload()
    workshop.check(steps.find((file) => /^\d\d-/.test(file)))
    if (steps.length > 0) onSave()
  }
  workshop.checkAll()
  let polling = false
  const poll = () => {
    if (polling) return
    polling = true
    watcher.then((close) => close())
    watcher = watchFiles(check, true)
    workshop.say(WATCHING_IS_SLOW)
  }
  // The system may have no more watches to give, which it calls ENOSPC, as a full disk.
  let watcher = watchFiles(check, false, poll)
  watchingWorks().then((works) => works || poll())
  return async () => {
    workshop.stop()
    await (await watcher)()
  }
}

/** Editors write a file in several moves; this long after the last one it is whole, in milliseconds. */
const QUIET = 12

/** What has changed: files below the learner's tree, or something of the repository's own. */
interface Change {
  /** Paths below steps/, with forward slashes. */
  steps: string[]
  /** Something in shared/ or checks/. */
  others: boolean
}

/** Calls back when sources have changed, once for files that are saved together. */
async function watchFiles(
  onChange: (change: Change) => void,
  usePolling = false,
  onError: (error: unknown) => void = () => {},
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
    // Editors' own files begin with a dot.
    ignored: (file, stats) =>
      path.basename(file).startsWith('.') || (stats?.isFile() === true && !/\.(ts|md)$/.test(file)),
    usePolling,
    interval: 200,
  })
  watcher.on('all', (_event, file) => {
    changed.add(file)
    clearTimeout(timer)
    timer = setTimeout(tell, QUIET)
  })
  watcher.on('error', onError)
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return () => watcher.close()
}

/** How long a change may take to be noticed, in milliseconds. */
const LIMIT = 1500

/** Tries whether this disk tells of changes; network drives and some of WSL's do not. */
export async function watchingWorks(): Promise<boolean> {
  const folder = path.join(WORKSHOP_DATA, `watch-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const watcher = watch(folder, { ignoreInitial: true, usePolling: false })
  try {
    await new Promise<void>((resolve) => watcher.once('ready', resolve))
    return await new Promise<boolean>((resolve) => {
      watcher.once('all', () => resolve(true))
      watcher.once('error', () => resolve(false))
      setTimeout(() => resolve(false), LIMIT).unref()
      writeFileSync(path.join(folder, 'file'), '')
    })
  } finally {
    await watcher.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
