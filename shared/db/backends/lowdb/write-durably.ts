import { open, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

/**
 * Replaces a file so that it always holds either all of the old text or all of the new.
 * When the promise resolves, the new text survives a power cut. Only the owner can read the file.
 */
export async function writeDurably(
  file: string,
  pieces: Iterable<string>,
  beforeReplacing = async () => {},
): Promise<number> {
  const temporary = `${file}.tmp`
  await rm(temporary, { force: true })
  try {
    const length = await writeNew(temporary, pieces)
    await beforeReplacing()
    await replace(temporary, file)
    return length
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}

async function writeNew(file: string, pieces: Iterable<string>): Promise<number> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await writeFile(handle, pieces)
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

/** On Windows, a virus scanner or an editor can hold the old file for a moment. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to)
      return await flushFolderOf(to)
    } catch (error) {
      if (process.platform !== 'win32' || attempt === 20) throw error
      await setTimeout(50)
    }
  }
}

/**
 * Makes the names in a file's folder survive a power cut. Windows has no such call, and does not
 * need it.
 */
export async function flushFolderOf(file: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path.dirname(file), 'r')
  await handle.sync().finally(() => handle.close())
}
