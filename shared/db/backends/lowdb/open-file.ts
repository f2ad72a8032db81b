import { mkdir, readlink, realpath } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { OperationalError } from '../errors.ts'
import { MemoryBackend } from '../memory/memory-backend.ts'
import { putBack } from './backup.ts'
import { DataFile, LIMITS, type LockedFile } from './data-file.ts'

/** A lock is renewed every second. After this many milliseconds without, its process is gone. */
const STALE = 5000

/**
 * Opens a data file for this process alone; one that is not there is made.
 * @throws OperationalError when it is damaged, too new, in use, or less than its backup
 */
export async function openFile(name: string, limits = LIMITS): Promise<MemoryBackend> {
  return withLock(name, async (locked) => {
    const dataFile = new DataFile(locked, limits)
    return new MemoryBackend(await dataFile.read(), dataFile)
  })
}

/** Puts back what the file held when it was last opened. @throws OperationalError as `putBack` */
export async function restoreBackup(name: string): Promise<string[]> {
  return withLock(name, ({ file, log, release }) => putBack(file, log).finally(release))
}

async function withLock<T>(name: string, work: (locked: LockedFile) => Promise<T>): Promise<T> {
  if (name === '' || /\.(log|lock|backup|tmp)$/.test(name))
    throw new OperationalError(`"${name}" cannot be the name of a data file. Name another file.`)
  await mkdir(path.dirname(path.resolve(name)), { recursive: true, mode: 0o700 })
  const file = await follow(path.resolve(name))
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  let lost = false
  const release = await lockFile(file, () => {
    lost = true
  })
  try {
    return await work({ file, log: `${file}.log`, isOurs: () => !lost, release })
  } catch (error) {
    await release()
    throw error
  }
}

/** Where a symbolic link leads, even to nothing: a rename would replace the link itself. */
async function follow(file: string): Promise<string> {
  const target = await readlink(file).catch(() => '')
  return realpath(file).catch(() => path.resolve(path.dirname(file), target || file))
}

/** Not by process ids: those of another container or machine mean nothing here. */
async function lockFile(file: string, onCompromised: () => void): Promise<() => Promise<void>> {
  const options = { stale: STALE, update: 1000, realpath: false, onCompromised }
  for (const end = performance.now() + STALE + 1000; ; await setTimeout(200)) {
    try {
      const unlock = await lock(file, options)
      // Another process that has taken it over keeps it.
      return () => unlock().catch(() => {})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error
      const inUse = `${file} is in use by another process. Stop that, or name another file.`
      if (performance.now() > end) throw new OperationalError(inUse)
    }
  }
}
