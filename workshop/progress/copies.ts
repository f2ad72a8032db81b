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

/** Files of steps/ as they were once. */
export interface Copy {
  /** The moment, in a form that may name a folder: `2026-01-31T12-00-00-123Z`. */
  name: string
  /** Paths below steps/, with forward slashes. */
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
 * Keeps what steps/ holds of these files, before something overwrites or gives them away.
 *
 * @returns the name of the copy; the newest one when it holds the same already
 */
export function keepCopy(files: string[]): string | undefined {
  const present = files.filter((file) => existsSync(path.join(STEPS, file)))
  if (present.length === 0) return undefined
  const same = listCopies().find(({ name }) => present.every((file) => isSame(file, name)))
  if (same) return same.name
  const name = new Date().toISOString().replaceAll(/[:.]/g, '-')
  try {
    copyFiles(present, STEPS, path.join(COPIES, name))
  } catch (error) {
    // A copy that lacks files, as on a full disk, would be trusted to be whole.
    rmSync(path.join(COPIES, name), { recursive: true, force: true })
    throw error
  }
  return name
}

function copyFiles(files: string[], from: string, to: string): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
    // What a link leads to is kept, not the link.
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
 * Brings a copy back into steps/, and keeps what was there.
 *
 * @returns the files that were brought back
 * @throws UsageError when there is no such copy
 */
export function restoreCopy(typed: string): string[] {
  const copy = listCopies().find(({ name }) => name === typed)
  if (!copy) throw new UsageError(`There is no copy "${typed}". npm run restore lists them.`)
  keepCopy(copy.files)
  copyFiles(copy.files, path.join(COPIES, copy.name), STEPS)
  return copy.files
}

/**
 * Puts a step back to its start, exactly; what the learner wrote there is kept.
 *
 * @returns the name of the copy
 */
export function resetStep(step: string): string | undefined {
  return overwrite([step], new Map([...starterFiles(step), ...appFile()]))
}

/**
 * Puts the solution of some steps into steps/; what the learner wrote there is kept.
 *
 * @returns the name of the copy
 */
export function takeSolutions(steps: string[]): string | undefined {
  const files = steps.flatMap((step) => [...solutionFiles(step)])
  return overwrite(steps, new Map([...files, ...appFile()]))
}

/** app.ts, which no step changes: a reset mends it, too. */
function appFile(): Map<string, string> {
  return new Map([['app.ts', readFileSync(path.join(SOLUTIONS, 'app.ts'), 'utf8')]])
}

function overwrite(steps: string[], files: Map<string, string>): string | undefined {
  const present = ['app.ts', ...steps.flatMap((step) => [...sourcesIn(STEPS, step).keys()])]
  for (const file of [...present, ...files.keys()]) refuseLinkedFolder(file)
  const copy = keepCopy(present)
  for (const file of present) if (!files.has(file)) rmSync(path.join(STEPS, file))
  for (const [file, text] of files) {
    const target = path.join(STEPS, file)
    mkdirSync(path.dirname(target), { recursive: true })
    // A link is replaced: what it leads to is not ours to write.
    if (isLink(target)) rmSync(target)
    writeFileSync(target, text)
  }
  return copy
}

/** @throws UsageError when a folder on the way to a file is a link: the files behind it lie elsewhere */
function refuseLinkedFolder(file: string): void {
  const folders = file.split('/').slice(0, -1)
  for (const at of folders.keys()) {
    const folder = folders.slice(0, at + 1).join('/')
    if (!isLink(path.join(STEPS, folder))) continue
    throw new UsageError(
      `steps/${folder} is a link, so its files lie somewhere else. Put a folder in its place, then run the command again.`,
    )
  }
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}
