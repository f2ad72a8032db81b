import { readdir, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { OperationalError } from '../../errors.ts'

const ATTEMPTS = 5
const LOCK = /^(\d+)@(.+)\.lock$/
const held = new Set<string>()

/**
 * Keeps every other process away from a file, and tells how to let them in again.
 *
 * Each process puts down a lock file of its own, named after its process id and machine, and then
 * looks for others. So no lock is ever taken from anybody, and of two that come at once at least
 * one sees the other. A lock whose process is gone, as after a crash, is cleared away.
 * @throws OperationalError when another process uses the file
 */
export async function lockFile(file: string): Promise<() => Promise<void>> {
  if (held.has(file)) throw new OperationalError(`${file} is in use by this very process.`)
  held.add(file)
  const lock = `${file}.${process.pid}@${hostname()}.lock`
  const release = async () => {
    await rm(lock, { force: true })
    held.delete(file)
  }
  try {
    await takeTurns(file, lock)
  } catch (error) {
    await release()
    throw error
  }
  return release
}

async function takeTurns(file: string, lock: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await writeFile(lock, `${process.pid}\n`, { mode: 0o600 })
    const other = await findOther(file, path.basename(lock))
    if (!other) return
    await rm(lock, { force: true })
    if (attempt === ATTEMPTS) {
      throw new OperationalError(
        `${file} is in use by process ${other.pid} on ${other.host}. Stop that one first, or name ` +
          `another file. If it no longer runs, delete ${other.lock}.`,
      )
    }
    // Two that came at once and saw each other try again at different moments.
    await setTimeout(20 + Math.random() * 180)
  }
}

async function findOther(file: string, own: string) {
  const folder = path.dirname(file)
  const prefix = `${path.basename(file)}.`
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix) || name === own) continue
    const [, pid, host] = LOCK.exec(name.slice(prefix.length)) ?? []
    if (!pid || !host) continue
    const lock = path.join(folder, name)
    if (host !== hostname() || isRunning(Number(pid))) return { pid, host, lock }
    await rm(lock, { force: true })
  }
  return undefined
}

/** Signal 0 asks only whether the process is there. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
