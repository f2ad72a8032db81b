import { createHash } from 'node:crypto'
import { type Files, isStep } from './trees.ts'

/** The code of a submission. */
export interface Submission {
  /**
   * The name of its folder or file. It comes from the submission, so it must be escaped when it is
   * shown.
   */
  name: string
  files: Files
  /** What was left out, with the reasons. */
  leftOut: string[]
  /** Why it is not graded. */
  refused?: string
}

/** Limits that no submission needs to exceed. */
export const INPUT_LIMITS = {
  /** The number of sources, and the size of one and of all in bytes. */
  files: 500,
  file: 256 * 1024,
  total: 2 * 1024 * 1024,
  /** All files in a folder or a zip, without packages. */
  entries: 100_000,
  depth: 12,
  /** The length of a name in bytes: most file systems allow 255. */
  name: 200,
  /** The size of a zip in bytes. */
  zip: 100 * 1024 * 1024,
} as const

/** A file or link in a submission. */
export interface Entry {
  /** With forward slashes, relative to the submission's folder. */
  path: string
  /** What it is, if it is not a plain file. */
  oddity?: string
  size: number
  read(): Promise<Buffer>
}

const SOURCE = /\.(m?[tj]s|json)$/
/** Files that configure tools. */
const CONFIGURATION = /^(package(-lock)?|tsconfig.*|jsconfig|biome|\..*)\.json$|\.config\.\w+$/
/** Folders that do not contain the learner's work. */
const ASIDE = /^(node_modules|__MACOSX|solutions|checks|shared|workshop|docs|\..+)$/
/** The largest number of remarks about files that were left out. */
const MOST_REMARKS = 20

/** Selects the tree among all files of a submission. */
export async function readSubmission(name: string, entries: Entry[]): Promise<Submission> {
  const submission: Submission = { name, files: {}, leftOut: [] }
  const root = findRoot(entries.map(({ path }) => path))
  if (typeof root !== 'string') return { ...submission, refused: root.why }
  const inside = entries
    .filter(({ path }) => path.startsWith(root))
    // macOS decomposes accented letters in file names, but an import can contain composed ones.
    .map((entry) => ({ ...entry, path: entry.path.slice(root.length).normalize('NFC') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
  const leftOut = new Set<string>()
  let total = 0
  for (const entry of inside) {
    const why = entry.oddity ?? whyNot(entry)
    if (why) leftOut.add(`${asideIn(entry.path) ?? entry.path}: ${why}`)
    if (why || !isSource(entry.path)) continue
    total += entry.size
    const count = Object.keys(submission.files).length
    if (count >= INPUT_LIMITS.files || total > INPUT_LIMITS.total) {
      const refused = `it contains more than ${INPUT_LIMITS.files} sources or ${INPUT_LIMITS.total / 1024 / 1024} MB of them`
      return { ...submission, refused }
    }
    if (Object.hasOwn(submission.files, entry.path)) {
      return { ...submission, refused: `it contains ${entry.path} twice` }
    }
    const text = decode(await entry.read())
    submission.files[entry.path] = text.text
    if (text.odd) leftOut.add(`${entry.path}: ${text.odd}`)
  }
  // Only a zip can contain both, and no folder can hold them.
  const folder = Object.keys(submission.files)
    .flatMap(foldersOf)
    .find((each) => {
      return Object.hasOwn(submission.files, each)
    })
  if (folder) return { ...submission, refused: `it contains ${folder} as a file and as a folder` }
  submission.leftOut = [...leftOut].slice(0, MOST_REMARKS)
  if (Object.keys(submission.files).length === 0) submission.refused = 'it contains no source file'
  return submission
}

/** A digest that is equal for submissions with the same code. */
export function digestOf({ files, refused }: Submission): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([sorted, refused]))
    .digest('hex')
}

/** The folder of the tree: the highest one that contains an app.ts or steps. */
function findRoot(paths: string[]): string | { why: string } {
  const roots = new Set<string>()
  for (const path of paths) {
    const parts = path.split('/')
    const at = parts.findIndex((part, at) => isStep(part) && at < parts.length - 1)
    const folders = at === -1 ? parts.slice(0, -1) : parts.slice(0, at)
    if (folders.some((folder) => ASIDE.test(folder)) || folders.length > INPUT_LIMITS.depth)
      continue
    if (at === -1 && parts.at(-1) !== 'app.ts') continue
    roots.add(folders.map((folder) => `${folder}/`).join(''))
  }
  const depth = (root: string) => root.split('/').length
  const sorted = [...roots].sort((a, b) => depth(a) - depth(b))
  const highest = sorted.filter((root) => depth(root) === depth(sorted[0] as string))
  const named = highest.filter((each) => /(^|\/)steps\/$/.test(each))
  const [root, ...others] = named.length > 0 ? named : highest
  if (root === undefined) return { why: 'it contains no app.ts and no step folder' }
  if (others.length > 0)
    return { why: `it contains more than one tree: ${[root, ...others].join(', ')}` }
  return root
}

/** The folders that a file is in, with their paths. */
function foldersOf(file: string): string[] {
  const parts = file.split('/')
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'))
}

function isSource(path: string): boolean {
  return SOURCE.test(path)
}

function whyNot({ path, size }: Entry): string | undefined {
  const parts = path.split('/')
  const name = parts.at(-1) as string
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f\\]/.test(path)) return 'its name contains invalid characters'
  if (parts.some((part) => part === '' || part === '.')) return 'its name contains an empty folder'
  if (parts.some((part) => Buffer.byteLength(part) > INPUT_LIMITS.name))
    return 'its name is too long'
  if (parts.length > INPUT_LIMITS.depth) return 'it is nested too deeply'
  if (asideIn(path)) return 'not part of a submission'
  if (isSource(path) && CONFIGURATION.test(name)) return 'configuration files are ignored'
  if (isSource(path) && size > INPUT_LIMITS.file) return 'it is too large for a source'
  return undefined
}

function decode(bytes: Buffer): { text: string; odd?: string } {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  const text = new TextDecoder(wide ? 'utf-16le' : 'utf-8').decode(bytes).replaceAll('\r\n', '\n')
  return { text, odd: text.includes('\ufffd') ? 'it contains bytes that are not UTF-8' : undefined }
}

/** The outermost folder of a file that does not belong to the submission. */
function asideIn(path: string): string | undefined {
  const parts = path.split('/')
  const at = parts.slice(0, -1).findIndex((folder) => ASIDE.test(folder))
  return at === -1 ? undefined : `${parts.slice(0, at + 1).join('/')}/`
}
