import { type FileHandle, open, rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { Low } from 'lowdb'
import { InsufficientStorage } from '../../../exceptions.ts'
import { OperationalError } from '../errors.ts'
import type { Storage } from '../memory/memory-backend.ts'
import { backUp } from './backup.ts'
import { type Data, encode, encodeLine, newData } from './file-format.ts'
import { readFiles } from './read-files.ts'
import { flushFolderOf, writeDurably } from './write-durably.ts'

/**
 * In bytes. The log is folded into the file when it is as long as the file, and at least
 * `leastLog`. Both together stay below `limit`.
 */
export const LIMITS = { leastLog: 1_000_000, limit: 128_000_000 }

/** A data file that belongs to this process as long as `isOurs` returns true. */
export interface LockedFile {
  file: string
  log: string
  isOurs(): boolean
  release(): Promise<void>
}

/**
 * One JSON file, read and written through lowdb, with a log of the commits since, one on each line.
 * Writing folds the log into the file. After each step of that, the file and the log still match.
 */
export class DataFile implements Storage {
  readonly #locked: LockedFile
  readonly #limits: typeof LIMITS
  readonly #low: Low<Data>
  #log: FileHandle | undefined
  #fileSize = 0
  #logSize = 0
  #foldAt = 0

  constructor(locked: LockedFile, limits = LIMITS) {
    this.#locked = locked
    this.#limits = limits
    const read = () => readFiles(locked.file, locked.log)
    this.#low = new Low<Data>({ read, write: (data) => this.#fold(data) }, newData())
  }

  /** @throws DamagedError if the file or the log is damaged */
  async read(): Promise<Data['tables']> {
    await this.#low.read()
    await backUp(this.location, this.#low.data)
    return this.#low.data.tables
  }

  get location(): string {
    return this.#locked.file
  }

  get isOpen(): boolean {
    return this.#log !== undefined
  }

  get isFoldDue(): boolean {
    return this.isOpen && this.#logSize >= this.#foldAt
  }

  hasRoomFor(bytes: number): boolean {
    const hasRoom = this.#fileSize + this.#logSize + bytes <= this.#limits.limit
    // Folding makes room if the log has more than its first line, which is shorter than 80 bytes.
    if (!hasRoom) this.#foldAt = 80
    return hasRoom
  }

  write(): Promise<void> {
    return this.#low.write()
  }

  async #fold(data: Data): Promise<void> {
    try {
      if (data.closed === undefined) await this.#writeFile(data, true)
      // A file that is not closed needs a log, so the log is written first.
      if (data.closed) await this.#writeLog(data)
      await this.#writeFile(data, false)
      await this.#writeLog(data)
      const { leastLog, limit } = this.#limits
      this.#foldAt = Math.max(leastLog, Math.min(this.#fileSize, (limit - this.#fileSize) / 2))
    } catch (error) {
      this.#foldAt = this.#logSize * 2
      throw translated(error)
    }
  }

  async #writeFile(data: Data, closed: boolean): Promise<void> {
    this.#refuseIfTaken()
    const pieces = encode({ ...data, closed })
    this.#fileSize = await writeDurably(this.#locked.file, pieces, () => this.#closeLog())
    data.closed = closed
  }

  /** A commit could be lost until the new file and the new log are on disk. */
  async #closeLog(): Promise<void> {
    const log = this.#log
    this.#log = undefined
    await log?.close()
  }

  async #writeLog({ history, commit }: Data): Promise<void> {
    await this.#closeLog()
    const head = encodeLine(JSON.stringify({ history, commit }))
    this.#logSize = await writeDurably(this.#locked.log, [head])
    this.#log = await open(this.#locked.log, 'a')
  }

  async append(changes: string[]): Promise<void> {
    this.#refuseIfTaken()
    const log = this.#log as FileHandle
    const { data } = this.#low
    const line = encodeLine(`{"commit":${data.commit + 1},"changes":[${changes}]}`)
    let links = 1
    try {
      await log.writeFile(line)
      await log.datasync()
      links = (await log.stat()).nlink
    } catch (error) {
      // No request may get its response while the change could still be there after a crash.
      const takeBack = () => log.truncate(this.#logSize).then(() => log.sync())
      while (
        await takeBack()
          .then(() => false)
          .catch(() => true)
      )
        await setTimeout(200)
      throw translated(error)
    }
    // Another process that took the file over has replaced the log.
    if (links === 0) this.#refuseIfTaken(true)
    this.#logSize += Buffer.byteLength(line)
    data.commit++
  }

  #refuseIfTaken(taken = !this.#locked.isOurs()): void {
    if (taken) throw new OperationalError(`another process has taken over ${this.location}`)
  }

  async close(): Promise<void> {
    // After an error, the file and the log still hold all data.
    if (this.#log || this.#low.data.closed === false) await this.#closeFile().catch(() => {})
    await this.#locked.release()
  }

  async #closeFile(): Promise<void> {
    await this.#writeFile(this.#low.data, true)
    await rm(this.#locked.log, { force: true })
    await flushFolderOf(this.location)
  }
}

function translated(error: unknown): unknown {
  const code = String((error as NodeJS.ErrnoException).code)
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code) ? new InsufficientStorage() : error
}
