import { readFile } from 'node:fs/promises'
import { DamagedError, OperationalError } from '../errors.ts'
import { type Data, decode, decodeLog, refuseDangling } from './file-format.ts'

/**
 * The data of a file and its log, or null if there is neither.
 *
 * @throws DamagedError if one of them is damaged, or they do not belong together
 */
export async function readFiles(file: string, log?: string): Promise<Data | null> {
  const bytes = await readIfThere(file)
  const logged = log && (await readIfThere(log))
  if (!bytes && logged) throw new DamagedError(file, 'it is missing, but its log exists')
  if (!bytes) return null
  try {
    const data = decode(bytes, file)
    if (logged) replay(data, logged)
    else if (!data.closed) throw new Error('its log is missing')
    refuseDangling(data)
    return data
  } catch (error) {
    if (error instanceof OperationalError) throw error
    throw new DamagedError(file, (error as Error).message)
  }
}

/** The log starts where the file ends. If folding was interrupted, both end at the same commit. */
function replay(data: Data, bytes: Buffer): void {
  const [head, ...commits] = decodeLog(bytes)
  const start = Number(head?.commit)
  if (head?.history !== data.history) throw new Error('its log belongs to another file')
  if (start !== data.commit && start + commits.length !== data.commit)
    throw new Error('it is older than its log, or the end of the log is missing')
  for (const [at, { commit, changes }] of commits.entries()) {
    if (commit !== start + at + 1) throw new Error(`its log has no commit ${start + at + 1}`)
    if (commit <= data.commit) continue
    for (const [name, key, row] of changes as [string, unknown, object | null][]) {
      const table = data.tables.get(name)
      const before = table?.get(key)
      if (!table || (key !== null && !before))
        throw new Error(`its log changes a row of ${name} that does not exist`)
      table.replace(before, row ? Object.freeze({ ...row }) : undefined)
    }
    data.commit = commit
  }
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((e) => (e.code === 'ENOENT' ? undefined : Promise.reject(e)))
}
