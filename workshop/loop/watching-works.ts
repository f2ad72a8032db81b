import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { watch } from 'chokidar'
import { WORKSHOP_DATA } from '../paths.ts'

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
      setTimeout(() => resolve(false), LIMIT).unref()
      writeFileSync(path.join(folder, 'file'), '')
    })
  } finally {
    await watcher.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
