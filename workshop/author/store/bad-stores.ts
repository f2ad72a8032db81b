import { open, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { type Data, encode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import type { Storage } from '#shared/db/backends/memory/memory-backend.ts'

/** Writes all data each time, and never refuses. */
abstract class WholeFile implements Storage {
  readonly location: string
  readonly isOpen = true
  readonly isFoldDue = false
  readonly #tables: Data['tables']

  constructor(file: string, tables: Data['tables']) {
    this.location = file
    this.#tables = tables
  }

  protected get text(): string {
    return [...encode(newData(this.#tables))].join('')
  }

  hasRoomFor(): boolean {
    return true
  }

  append(): Promise<void> {
    return this.write()
  }

  abstract write(): Promise<void>

  async close(): Promise<void> {}
}

/** Wrong on purpose: it resolves before the data is written, like a write without `await`. */
export class ReplyFirst extends WholeFile {
  #writing: Promise<unknown> = Promise.resolve()

  async write(): Promise<void> {
    const { text } = this
    this.#writing = this.#writing
      .then(() => setTimeout(10))
      .then(() => writeFile(this.location, text))
      .catch(() => {})
  }
}

/** Wrong on purpose: it overwrites the only copy, so that half of it can be lost in a crash. */
export class WriteInPlace extends WholeFile {
  async write(): Promise<void> {
    const { text } = this
    const handle = await open(this.location, 'w')
    try {
      for (let start = 0; start < text.length; start += 512) {
        await handle.writeFile(text.slice(start, start + 512))
      }
    } finally {
      await handle.close()
    }
  }
}
