import { existsSync } from 'node:fs'
import { copyFile, link, open, rm } from 'node:fs/promises'
import { DamagedError, OperationalError } from '../errors.ts'
import { type Data, encode, newData } from './file-format.ts'
import { readFiles } from './read-files.ts'
import { flushFolderOf, writeDurably } from './write-durably.ts'

/**
 * Keeps a copy of the data next to the file, as it was when the file was opened.
 *
 * @throws OperationalError if the data is older than the copy that it would replace
 */
export async function backUp(file: string, data: Data): Promise<void> {
  const backup = `${file}.backup`
  const handle = await open(backup).catch(() => undefined)
  const start = await handle?.read(Buffer.alloc(200), 0, 200).finally(() => handle.close())
  const [, history, commit] = /"history":"(\w+)","commit":(\d+)/.exec(`${start?.buffer}`) ?? []
  if (start && data.closed === undefined)
    throw new DamagedError(file, 'it is missing, but its backup exists')
  if (history === data.history && Number(commit) > data.commit)
    throw new DamagedError(file, 'it is older than its backup')
  if (data.closed === undefined) return
  await writeDurably(backup, encode({ ...data, closed: true })).catch((error) => {
    // Reading must work on a full disk.
    process.emitWarning(`${backup} was not updated: ${error.message}`)
  })
}

/**
 * Replaces the file with its backup, and returns the new names of the old file and its log.
 *
 * If it is interrupted, the file and the log do not match, and the API refuses to start until it is
 * repeated.
 * @throws OperationalError if there is no backup, or it is damaged too; nothing is then changed
 */
export async function putBack(file: string, log: string): Promise<string[]> {
  const data = await readFiles(`${file}.backup`)
  if (!data) throw new OperationalError(`There is no ${file}.backup.`)
  const aside = `${file}.${new Date().toISOString().replaceAll(':', '-')}`
  const kept = [await keep(file, `${aside}.old`), await keep(log, `${aside}.old.log`)]
  await flushFolderOf(file)
  await writeDurably(file, encode({ ...newData(data.tables, data.commit), closed: true }))
  await rm(log, { force: true })
  await flushFolderOf(file)
  return kept.flat()
}

/**
 * Adds a second name, which needs no space. If the file system has no links, it copies the file.
 */
async function keep(file: string, name: string): Promise<string[]> {
  if (!existsSync(file)) return []
  await link(file, name).catch(() => copyFile(file, name))
  return [name]
}
