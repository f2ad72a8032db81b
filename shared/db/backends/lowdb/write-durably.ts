import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** How a file that is being written is called until it is whole. */
export const TEMPORARY = /\.[0-9a-f]{12}\.tmp$/

/**
 * Replaces a file so that it holds, whatever happens, all of the old text or all of the new.
 *
 * When it resolves, the new text survives a power cut. Only the owner of the process may read it.
 * @returns the length of the text, in characters
 * @param pieces the text, in as many pieces as let other work go on in between
 * @throws the error of the system call that failed; the old text is then still there, unless only
 *   the folder's own flush failed
 */
export async function writeDurably(file: string, pieces: Iterable<string>): Promise<number> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
  let length: number
  try {
    length = await writeNew(temporary, pieces)
    await renameOver(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await flushFolder(path.dirname(file))
  return length
}

async function writeNew(file: string, pieces: Iterable<string>): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  try {
    let length = 0
    for (const piece of pieces) {
      await handle.writeFile(piece)
      length += piece.length
    }
    await handle.sync()
    return length
  } finally {
    await handle.close()
  }
}

/** Makes new names in a folder survive a power cut; Windows has no such call and needs none. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** On Windows a virus scanner or an editor may hold the old file for a moment. */
async function renameOver(from: string, to: string, attempts = 20): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const mayPass = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code)
    if (!mayPass || attempts <= 1) throw error
    await setTimeout(50)
    await renameOver(from, to, attempts - 1)
  }
}
