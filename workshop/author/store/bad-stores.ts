import { open, readFile, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type { Adapter } from 'lowdb'
import type { Stored } from '#shared/db/backends/lowdb/stored.ts'

/** Takes what cannot be read for an empty database, as many do. */
async function readJson(file: string): Promise<Stored | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

/** Planted: says that it is done before it is, as a write without `await` does. */
export class ReplyFirst implements Adapter<Stored> {
  readonly #file: string
  #writing: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
  }

  read = () => readJson(this.#file)

  async write(data: Stored): Promise<void> {
    const text = JSON.stringify(data)
    this.#writing = this.#writing
      .then(() => setTimeout(10))
      .then(() => writeFile(this.#file, text))
      .catch(() => {})
  }
}

/** Planted: overwrites the only copy, so that there is a moment in which half of it is there. */
export class WriteInPlace implements Adapter<Stored> {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  read = () => readJson(this.#file)

  async write(data: Stored): Promise<void> {
    const text = JSON.stringify(data)
    const handle = await open(this.#file, 'w')
    try {
      for (let start = 0; start < text.length; start += 512) {
        await handle.writeFile(text.slice(start, start + 512))
      }
    } finally {
      await handle.close()
    }
  }
}
