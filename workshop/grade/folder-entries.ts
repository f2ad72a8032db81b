import { constants, type Dirent } from 'node:fs'
import { lstat, open, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { type Entry, INPUT_LIMITS } from './submission.ts'

/** Folders to skip. */
const CLOSED = /^(node_modules|__MACOSX|\..+)$/

/**
 * All files in a folder. Links are never followed, and only plain files are opened.
 *
 * @throws RangeError if there is more than any submission needs
 */
export async function folderEntries(root: string): Promise<Entry[]> {
  const entries: Entry[] = []
  const home = await realpath(root)
  const walk = async (folder: string, depth: number): Promise<void> => {
    const found = await readdir(path.join(home, folder), { withFileTypes: true })
    for (const dirent of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = folder === '' ? dirent.name : `${folder}/${dirent.name}`
      if (dirent.isDirectory()) {
        if (depth < INPUT_LIMITS.depth && !CLOSED.test(dirent.name)) await walk(name, depth + 1)
        else if (!dirent.name.startsWith('.')) entries.push(odd(name, 'it is not looked into'))
        continue
      }
      entries.push(await entryOf(home, name, dirent))
      if (entries.length > INPUT_LIMITS.entries) {
        throw new RangeError(`it contains more than ${INPUT_LIMITS.entries} files`)
      }
    }
  }
  await walk('', 0)
  return entries
}

async function entryOf(home: string, name: string, dirent: Dirent): Promise<Entry> {
  const file = path.join(home, name)
  if (dirent.isSymbolicLink()) return odd(name, 'links are not followed')
  if (!dirent.isFile()) return odd(name, 'it is not a file')
  const { size } = await lstat(file)
  return { path: name, size, read: () => readPlain(file, name) }
}

/** Opens without following links or waiting, and checks the open file, not its name. */
async function readPlain(file: string, name: string): Promise<Buffer> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const stat = await handle.stat()
    // If a folder above was replaced with a link, the opened file is elsewhere.
    const atItsPlace = (await realpath(file)) === file && (await lstat(file)).ino === stat.ino
    if (!stat.isFile() || stat.size > INPUT_LIMITS.file || !atItsPlace)
      throw new Error(`${name} was changed while it was read`)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

function odd(name: string, oddity: string): Entry {
  return { path: name, oddity, size: 0, read: async () => Buffer.alloc(0) }
}
