import { createHash, randomBytes } from 'node:crypto'
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { UsageError } from '../run-command.ts'

/** The names of everything that the grader writes. */
const FOLDERS = ['graded', 'feedback', 'results']
const FILES = ['class.json', 'class.html', 'class.csv', 'junit.xml']
const MANIFEST = 'graded/manifest'

/** The digests of the texts that the grader may have written, by path. */
type Manifest = Map<string, string[]>

/**
 * The folder that `--out` names. The grader replaces and removes only files that it wrote and that
 * nothing else has changed since, according to its manifest.
 */
export class OutFolder {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /**
   * Creates the manifest, if there is none.
   *
   * @throws UsageError if other files are in the place of grades or reports
   */
  claim(): void {
    const stat = lstatSync(this.folder, { throwIfNoEntry: false })
    if (stat && !statSync(this.folder).isDirectory())
      throw new UsageError(`${this.folder} is not a folder. Name one with --out.`)
    const manifest = this.#read()
    const names = manifest ? new Set([...FILES, ...manifest.keys()]) : [...FOLDERS, ...FILES]
    this.#refuse([...names].filter((name) => this.#isForeign(name, manifest ?? new Map())))
    if (!manifest) this.#keep(new Map())
  }

  /**
   * Writes the reports, by path, and removes those of submissions that no longer exist.
   *
   * @throws UsageError if other files are in their place; nothing is then written
   */
  write(reports: ReadonlyMap<string, string>): void {
    const before: Manifest = this.#read() ?? new Map()
    this.#refuse([...reports.keys()].filter((name) => this.#isForeign(name, before)))
    const after: Manifest = new Map([...reports].map(([name, text]) => [name, [digestOf(text)]]))
    const names = new Set([...before.keys(), ...after.keys()])
    // While the files are written, each can be the old or the new one.
    const between = [...names].map((name): [string, string[]] => {
      return [name, [...(before.get(name) ?? []), ...(after.get(name) ?? [])]]
    })
    this.#keep(new Map(between))
    for (const [name, text] of reports) this.#put(name, text)
    for (const name of before.keys()) {
      if (!after.has(name) && this.#has(name) && !this.#isForeign(name, before)) this.#remove(name)
    }
    this.#keep(after)
  }

  #read(): Manifest | undefined {
    if (!this.#has(MANIFEST)) return undefined
    try {
      const known = JSON.parse(readFileSync(this.#at(MANIFEST), 'utf8')) as object
      return new Map(Object.entries(known))
    } catch {
      throw new UsageError(`${this.#at(MANIFEST)} cannot be read. Name another folder with --out.`)
    }
  }

  #keep(manifest: Manifest): void {
    this.#put(MANIFEST, JSON.stringify(Object.fromEntries(manifest)))
  }

  #at(name: string): string {
    return path.join(this.folder, name)
  }

  #has(name: string): boolean {
    return lstatSync(this.#at(name), { throwIfNoEntry: false }) !== undefined
  }

  /** Whether another file is in the place of a report, or the report was changed. */
  #isForeign(name: string, manifest: Manifest): boolean {
    if (!this.#has(name)) return false
    const file = this.#at(name)
    const real = path.join(realpathSync(this.folder), name)
    if (!lstatSync(file).isFile() || realpathSync(file) !== real) return true
    return !manifest.get(name)?.includes(digestOf(readFileSync(file)))
  }

  #refuse(foreign: string[]): void {
    if (foreign.length === 0) return
    const names = foreign.slice(0, 3).map((name) => this.#at(name))
    const more = foreign.length > names.length ? ` and ${foreign.length - names.length} more` : ''
    throw new UsageError(
      `The grader did not write ${names.join(', ')}${more}, or it has been changed since. ` +
        'Move it, or choose another folder with --out.',
    )
  }

  /** Renaming makes sure that an interruption leaves either the whole file or none. */
  #put(name: string, text: string): void {
    const file = this.#at(name)
    mkdirSync(path.dirname(file), { recursive: true })
    const made = path.join(path.dirname(file), `.${randomBytes(8).toString('hex')}.tmp`)
    writeFileSync(made, text, { flag: 'wx' })
    renameSync(made, file)
  }

  /** Removes a file, and the folders around it that are then empty. */
  #remove(name: string): void {
    rmSync(this.#at(name))
    for (let folder = path.dirname(name); folder !== '.'; folder = path.dirname(folder)) {
      try {
        rmdirSync(this.#at(folder))
      } catch {
        return
      }
    }
  }
}

function digestOf(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
