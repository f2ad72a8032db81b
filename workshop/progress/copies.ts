import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { solutionFiles, sourcesIn, starterFiles } from '../lesson/starter.ts'
import { SOLUTIONS, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { UsageError } from '../run-command.ts'

const COPIES = path.join(WORKSHOP_DATA, 'copies')

/** A copy of files of steps/. */
export interface Copy {
  /** The time, in a form that can name a folder: `2026-01-31T12-00-00-123Z`. */
  name: string
  /** Paths in steps/, with forward slashes. */
  files: string[]
}

/** The copies, newest first. */
export function listCopies(): Copy[] {
  if (!existsSync(COPIES)) return []
  return readdirSync(COPIES)
    .sort()
    .reverse()
    .map((name) => ({ name, files: [...sourcesIn(path.join(COPIES, name), '').keys()] }))
}

/**
 * Copies these files of steps/ before they are overwritten, or before their solution is shown.
 *
 * @returns the name of the copy, or of the newest one if that has the same contents
 */
function keepCopy(files: string[]): string | undefined {
  const present = files.filter((file) => existsSync(path.join(STEPS, file)))
  if (present.length === 0) return undefined
  const same = listCopies().find(({ name }) => present.every((file) => isSame(file, name)))
  if (same) return same.name
  const name = newFolder()
  try {
    copyFiles(present, STEPS, path.join(COPIES, name))
  } catch (error) {
    // A copy without all files, for example on a full disk, must not look complete.
    rmSync(path.join(COPIES, name), { recursive: true, force: true })
    throw error
  }
  return name
}

/** @returns the name of a new folder, later than that of every other copy */
function newFolder(): string {
  mkdirSync(COPIES, { recursive: true })
  for (let time = Date.now(); ; time++) {
    const name = new Date(time).toISOString().replaceAll(/[:.]/g, '-')
    try {
      mkdirSync(path.join(COPIES, name))
      return name
    } catch (error) {
      // Two copies can be made in one millisecond. The second must not overwrite the first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** Copies a whole step in the same way. */
export function keepStep(step: string): string | undefined {
  return keepCopy([...sourcesIn(STEPS, step).keys()])
}

/** What a copy is for that was made when the solution was shown. */
export function aboutCopy(copy: string | undefined): string[] {
  if (copy === undefined) return ['Your files have not changed.']
  return [
    'Your files have not changed, and a copy of them is kept. To restore the copy later:',
    `npm run restore ${copy}`,
  ]
}

function copyFiles(files: string[], from: string, to: string): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
    // The target of a link is copied, not the link.
    cpSync(path.join(from, file), path.join(to, file), { dereference: true })
  }
}

function isSame(file: string, copy: string): boolean {
  const kept = path.join(COPIES, copy, file)
  return (
    existsSync(kept) && readFileSync(kept, 'utf8') === readFileSync(path.join(STEPS, file), 'utf8')
  )
}

/**
 * Restores a copy in steps/, and copies the current files first.
 *
 * @returns the restored files
 * @throws UsageError if there is no such copy
 */
export function restoreCopy(typed: string): string[] {
  const copy = listCopies().find(({ name }) => name === typed)
  if (!copy) throw new UsageError(`There is no copy "${typed}". npm run restore lists them.`)
  keepCopy(copy.files)
  copyFiles(copy.files, path.join(COPIES, copy.name), STEPS)
  return copy.files
}

/**
 * Restores the untouched step exactly, and keeps a copy of the learner's files.
 *
 * @returns the name of the copy
 */
export function resetStep(step: string): string | undefined {
  return overwrite([step], starterFiles(step))
}

/**
 * Copies the solutions of some steps into steps/, and keeps a copy of the learner's files.
 *
 * @returns the name of the copy
 */
export function takeSolutions(steps: string[]): string | undefined {
  return overwrite(steps, new Map(steps.flatMap((step) => [...solutionFiles(step)])))
}

function overwrite(steps: string[], own: Map<string, string>): string | undefined {
  // No step changes app.ts. A reset restores it too.
  const files = new Map(own).set('app.ts', readFileSync(path.join(SOLUTIONS, 'app.ts'), 'utf8'))
  const present = ['app.ts', ...steps.flatMap((step) => [...sourcesIn(STEPS, step).keys()])]
  for (const file of [...present, ...files.keys()]) refuseLinkedFolder(file)
  const copy = keepCopy(present)
  for (const file of present) if (!files.has(file)) rmSync(path.join(STEPS, file))
  for (const [file, text] of files) {
    const target = path.join(STEPS, file)
    mkdirSync(path.dirname(target), { recursive: true })
    // A link is replaced, because its target can be outside the repository.
    if (isLink(target)) rmSync(target)
    writeFileSync(target, text)
  }
  return copy
}

/** @throws UsageError if a folder in the path of a file is a link: its files are elsewhere */
function refuseLinkedFolder(file: string): void {
  const folders = file.split('/').slice(0, -1)
  for (const at of folders.keys()) {
    const folder = folders.slice(0, at + 1).join('/')
    if (!isLink(path.join(STEPS, folder))) continue
    throw new UsageError(
      `steps/${folder} is a link, so its files are elsewhere. Put a folder in its place, then run the command again.`,
    )
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
