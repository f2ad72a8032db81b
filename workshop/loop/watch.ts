import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type FSWatcher, watch } from 'chokidar'
import { stepOf } from '../lesson/steps.ts'
import { CHECKS, ROOT, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { WATCHING_IS_SLOW } from '../remedies.ts'
import type { Workshop } from './workshop.ts'

/**
 * Checks now and after each save, until it is stopped.
 *
 * @param onSave called after each save by the learner
 * @returns a function that stops it
 */
export function keepChecking(
  workshop: Workshop,
  onSave: () => void = () => {},
): () => Promise<void> {
  const check = ({ steps, others }: Change) => {
    if (others) workshop.reload()
    workshop.check(steps.find(stepOf))
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
  // If there are no more watches, the system reports ENOSPC, as for a full disk.
  let watcher = watchFiles(check, false, poll)
  watchingWorks().then((works) => works || poll())
  return async () => {
    workshop.stop()
    await (await watcher)()
  }
}

/** Editors save a file in several operations. It is complete this many milliseconds later. */
const QUIET = 12

interface Change {
  /** Paths in steps/, with forward slashes. */
  steps: string[]
  /** A file in shared/ or checks/ has changed. */
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
  const watcher = watchSources([STEPS, path.join(ROOT, 'shared'), CHECKS], usePolling)
  watcher.on('all', (_event, file) => {
    changed.add(file)
    clearTimeout(timer)
    timer = setTimeout(tell, QUIET)
  })
  watcher.on('error', onError)
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return () => watcher.close()
}

/** Reports each change of a source in these files and folders. */
export function watchSources(files: string[], usePolling: boolean): FSWatcher {
  return watch(files, {
    ignoreInitial: true,
    // Temporary files of editors begin with a dot.
    ignored: (file, stats) =>
      path.basename(file).startsWith('.') || (stats?.isFile() === true && !/\.(ts|md)$/.test(file)),
    usePolling,
    interval: 200,
  })
}

/** The time limit for a change event, in milliseconds. */
const LIMIT = 1500

/** Whether this disk reports changes. Network drives and some WSL drives do not. */
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
