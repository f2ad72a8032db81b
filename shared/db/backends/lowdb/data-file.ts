import { mkdir, readdir, rm, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Adapter } from 'lowdb'
import type { Change } from './change.ts'
import { damaged, readSealed, type Sealed } from './read-sealed.ts'
import { seal } from './sealed-json.ts'
import { snapshotPieces } from './snapshot-pieces.ts'
import type { Stored } from './stored.ts'
import type { StoredTable } from './table.ts'
import { flushFolder, TEMPORARY, writeDurably } from './write-durably.ts'

/** People look into a small file, so it is written anew after a commit, unless one follows the other. */
const SMALL = 64_000
/** A small file is not written anew more often, in milliseconds. */
const PAUSE = 50
/** With more entries in the journal, starting would take long. */
const MAX_ENTRIES = 1000
const ENTRY = /^\d{12}\.json$/

/**
 * lowdb's adapter to one JSON file, the snapshot, and a journal in the folder beside it.
 *
 * A commit is one small file in the journal, so it takes as long in a large database as in a small
 * one. Now and then the journal is folded into a new snapshot, while commits go on. A file is
 * whole or not there; it carries its checksum and the number of its commit, so nothing that was
 * cut, changed or lost is taken for data.
 */
export class DataFile implements Adapter<Stored> {
  readonly #file: string
  readonly #journal: string
  readonly #small: number
  #commit = 0
  /** The last commit in the snapshot; those after it are in the journal. */
  #folded = 0
  #journalSize = 0
  /** How large the journal may grow before it is folded. */
  #foldAt = 0
  #foldedWhen = Number.NEGATIVE_INFINITY
  #folding: Promise<void> | undefined

  /**
   * @param file in a folder that is there, and used by nobody else: see `lockFile`
   * @param small a snapshot of up to this many characters is written anew after a commit
   */
  constructor(file: string, small = SMALL) {
    this.#file = file
    this.#small = small
    this.#journal = `${file}.journal`
  }

  /** @throws OperationalError when a file is damaged, missing, or too new to be understood */
  async read(): Promise<Stored> {
    const snapshot = await readSealed<Sealed & { tables: Record<string, StoredTable> }>(this.#file)
    await mkdir(this.#journal, { recursive: true, mode: 0o700 })
    await flushFolder(path.dirname(this.#file))
    await removeTemporaries(path.dirname(this.#file), path.basename(this.#file))
    await removeTemporaries(this.#journal, '')
    this.#folded = snapshot?.commit ?? 0
    if (snapshot) this.#setFoldAt((await stat(this.#file)).size)
    return { version: 1, tables: snapshot?.tables ?? {}, changes: await this.#readJournal() }
  }

  async #readJournal(): Promise<Change[]> {
    await this.#removeFolded()
    const changes: Change[][] = []
    this.#commit = this.#folded
    for (const name of (await this.#entries()).sort()) {
      const file = path.join(this.#journal, name)
      const entry = await readSealed<Sealed & { changes: Change[] }>(file)
      if (entry?.commit !== this.#commit + 1 || Number.parseInt(name, 10) !== entry.commit)
        throw damaged(this.#journal, `the entry of commit ${this.#commit + 1} is missing`)
      this.#commit = entry.commit
      this.#journalSize += (await stat(file)).size
      changes.push(entry.changes)
    }
    return changes.flat()
  }

  /** Must not be called again before it is done. */
  async write({ tables, changes }: Stored): Promise<void> {
    const commit = this.#commit + 1
    const entry = `{"version":1,"commit":${commit},"changes":${JSON.stringify(changes)}`
    // Taken now, between two transactions; rows never change, so a list of them is a copy.
    const copy = this.#isFoldDue(commit) ? copyOf(tables) : undefined
    await this.#append(commit, entry)
    this.#commit = commit
    this.#journalSize += entry.length
    if (copy) this.#folding = this.#fold(commit, copy)
  }

  #isFoldDue(commit: number): boolean {
    if (this.#folding) return false
    const isTooLong = this.#journalSize >= this.#foldAt || commit - this.#folded >= MAX_ENTRIES
    const isRested = performance.now() - this.#foldedWhen > PAUSE
    return isTooLong || (this.#foldAt === this.#small && isRested)
  }

  async #append(commit: number, entry: string): Promise<void> {
    const file = this.#entry(commit)
    try {
      // In one piece, as each is a system call.
      await writeDurably(file, [[...seal([entry])].join('')])
    } catch (error) {
      // Whoever waits for it is told that it is not stored. The next commit takes the same name.
      await rm(file, { force: true }).catch(() => {})
      throw error
    }
  }

  /** Writes a new snapshot; when that fails nothing is lost, and it is tried again later. */
  async #fold(commit: number, tables: Record<string, StoredTable>): Promise<void> {
    const journaled = this.#journalSize
    try {
      this.#setFoldAt(await writeDurably(this.#file, seal(snapshotPieces(commit, tables))))
      this.#folded = commit
      this.#journalSize -= journaled
      await this.#removeFolded()
    } catch {
      this.#foldAt = this.#journalSize * 2
    } finally {
      this.#foldedWhen = performance.now()
      this.#folding = undefined
    }
  }

  /** Waits for the fold that runs, and folds what came after it. */
  async close({ tables }: Stored): Promise<void> {
    await this.#folding
    if (this.#commit > this.#folded) await this.#fold(this.#commit, copyOf(tables))
  }

  #setFoldAt(snapshotSize: number): void {
    this.#foldAt = Math.max(snapshotSize, this.#small)
  }

  async #removeFolded(): Promise<void> {
    const folded = (await this.#entries()).filter((name) => name <= entryName(this.#folded))
    for (const name of folded) await unlink(path.join(this.#journal, name))
  }

  async #entries(): Promise<string[]> {
    return (await readdir(this.#journal)).filter((name) => ENTRY.test(name))
  }

  #entry(commit: number): string {
    return path.join(this.#journal, entryName(commit))
  }
}

function entryName(commit: number): string {
  return `${String(commit).padStart(12, '0')}.json`
}

function copyOf(tables: Stored['tables']): Record<string, StoredTable> {
  const copies = Object.entries(tables).map(([name, table]) => [
    name,
    'toJSON' in table ? table.toJSON() : table,
  ])
  return Object.fromEntries(copies)
}

/** What a crash left half written. */
async function removeTemporaries(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix) && TEMPORARY.test(name)) await rm(path.join(folder, name))
  }
}
