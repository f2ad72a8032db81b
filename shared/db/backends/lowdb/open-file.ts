import { mkdir, readlink, realpath } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { lock } from 'proper-lockfile'
import { OperationalError } from '../errors.ts'
import { MemoryBackend } from '../memory/memory-backend.ts'
import { putBack } from './backup.ts'
import { DataFile, LIMITS, type LockedFile } from './data-file.ts'

/** A lock is renewed every second. After this many milliseconds without, its process has ended. */
const STALE = 5000

/**
 * Opens a data file for this process only, and creates it if it does not exist.
 *
 * @throws OperationalError if it is damaged, too new, in use, or older than its backup
 */
export async function openFile(name: string, limits = LIMITS): Promise<MemoryBackend> {
  return withLock(name, async (locked) => {
    const dataFile = new DataFile(locked, limits)
    return new MemoryBackend(await dataFile.read(), dataFile)
  })
}

/**
 * Restores the data that the file held when it was last opened.
 *
 * @throws OperationalError as `putBack`
 */
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

/** Follows a symbolic link, even to a file that does not exist: a rename would replace the link. */
async function follow(file: string): Promise<string> {
  const target = await readlink(file).catch(() => '')
  return realpath(file).catch(() => path.resolve(path.dirname(file), target || file))
}

/**
 * The lock holds no process ids, because those of another container or machine mean nothing here.
 */
async function lockFile(file: string, onCompromised: () => void): Promise<() => Promise<void>> {
  const options = { stale: STALE, update: 1000, realpath: false, onCompromised }
  for (const end = performance.now() + STALE + 1000; ; await setTimeout(200)) {
    try {
      const unlock = await lock(file, options)
      // If another process has taken the lock over, it keeps it.
      return () => unlock().catch(() => {})
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error
      const inUse = `${file} is in use by another process. Stop that, or name another file.`
      if (performance.now() > end) throw new OperationalError(inUse)
    }
  }
}
