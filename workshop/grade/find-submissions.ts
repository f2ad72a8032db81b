import { lstat, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../run-command.ts'
import { folderEntries } from './folder-entries.ts'
import { type Entry, INPUT_LIMITS, readSubmission, type Submission } from './submission.ts'
import { isStep } from './trees.ts'
import { zipEntries } from './zip-entries.ts'

/** A submission that has not been read yet. */
export interface Handed {
  name: string
  /** Its path. */
  file: string
  read(): Promise<Submission>
}

const ZIP = /\.zip$/i
/** Archives other than zip. */
const OTHER_ARCHIVE = /\.(rar|7z|tar|tgz|gz|bz2|xz)$/i

/**
 * Finds the submissions at some paths: a tree, a zip of one, or a folder of them.
 *
 * @throws UsageError if a path does not exist, or contains none
 */
export async function findSubmissions(paths: string[]): Promise<Handed[]> {
  const found: Handed[] = []
  for (const typed of paths) found.push(...(await submissionsAt(typed)))
  const names = new Map<string, number>()
  return found.map((handed) => {
    const count = (names.get(handed.name) ?? 0) + 1
    names.set(handed.name, count)
    return count === 1 ? handed : { ...handed, name: `${handed.name} (${count})` }
  })
}

async function submissionsAt(typed: string): Promise<Handed[]> {
  const stat = await lstat(typed).catch(() => {
    throw new UsageError(`${typed} does not exist. Name a folder, a zip or a tree.`)
  })
  const name = path.basename(path.resolve(typed))
  if (stat.isFile()) return [inZip(typed, name)]
  const listed = await readdir(typed, { withFileTypes: true })
  const isTree = listed.some(({ name }) => ['app.ts', 'steps'].includes(name) || isStep(name))
  if (isTree) return [inFolder(typed, name)]
  const handed = listed
    .filter(({ name }) => !name.startsWith('.') && name !== '__MACOSX' && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((dirent): Handed[] => {
      const file = path.join(typed, dirent.name)
      if (dirent.isDirectory()) return [inFolder(file, dirent.name)]
      if (dirent.isSymbolicLink()) return [refused(file, 'it is a link')]
      if (dirent.isFile() && ZIP.test(dirent.name)) return [inZip(file, dirent.name)]
      if (!OTHER_ARCHIVE.test(dirent.name)) return []
      return [refused(file, 'it is neither a folder nor a zip')]
    })
  if (handed.length > 0) return handed
  throw new UsageError(`${typed} contains no submission: no folder, no zip, and no app.ts.`)
}

function inFolder(folder: string, name: string): Handed {
  return { name, file: folder, read: () => reading(name, () => folderEntries(folder)) }
}

function inZip(file: string, name: string): Handed {
  const entries = async () => {
    const { size } = await lstat(file)
    if (size > INPUT_LIMITS.zip) throw new RangeError('the zip is too large')
    return zipEntries(await readFile(file))
  }
  const shown = name.replace(ZIP, '')
  return { name: shown, file, read: () => reading(shown, entries) }
}

function refused(file: string, why: string): Handed {
  const name = path.basename(file)
  return { name, file, read: async () => ({ name, files: {}, leftOut: [], refused: why }) }
}

/** A submission that cannot be read is refused, and the others are still graded. */
async function reading(name: string, list: () => Promise<Entry[]>): Promise<Submission> {
  try {
    return await readSubmission(name, await outOfZips(await list()))
  } catch (error) {
    return { name, files: {}, leftOut: [], refused: whyUnreadable(error as NodeJS.ErrnoException) }
  }
}

/** Without this machine's path, because the learner sees the reason. */
function whyUnreadable({ code, path: file, message }: NodeJS.ErrnoException): string {
  return file === undefined ? message : `${path.basename(file)} cannot be read (${code})`
}

/** If a folder or a zip contains only one zip, that zip is the submission. */
async function outOfZips(entries: Entry[]): Promise<Entry[]> {
  const plain = entries.filter(({ path }) => !/(^|\/)(\.|__MACOSX)/.test(path))
  const [only] = plain
  if (plain.length !== 1 || !only || only.oddity || !ZIP.test(only.path)) return entries
  if (only.size > INPUT_LIMITS.zip) throw new RangeError('the zip is too large')
  return zipEntries(await only.read())
}
