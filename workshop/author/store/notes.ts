import { setTimeout } from 'node:timers/promises'
import { DataFile } from '#shared/db/backends/lowdb/data-file.ts'
import { Database } from '#shared/db/backends/lowdb/database.ts'
import { STORES, type StoreName } from './stores.ts'

const schema = {
  columns: ['id', 'text'],
  primaryKey: 'id',
  autoIncrement: true,
  unique: ['id'],
  indexed: [],
}

/** A small database with one table, which needs no models. */
export class Notes {
  readonly database: Database
  readonly #adapter: object

  private constructor(database: Database, adapter: object) {
    this.database = database
    this.#adapter = adapter
  }

  /** @param small see DataFile; with 0 its journal is not folded after each commit */
  static async open(store: StoreName, file: string, small = 0): Promise<Notes> {
    const adapter = store === 'data-file' ? new DataFile(file, small) : new STORES[store](file)
    return new Notes(await Database.open(adapter), adapter)
  }

  /** Makes the table, and waits until everything about it is on disk. */
  async create(): Promise<void> {
    await this.database.createTable('note', schema)
    if (this.#adapter instanceof DataFile) await this.#adapter.close(this.database.toJSON())
    else await setTimeout(50)
  }

  async add(text: string): Promise<void> {
    await this.database.atomic(async () => {
      const table = this.database.table('note')
      this.database.insert(table, { id: table.nextId, text })
    })
  }

  /** All that there is, as text; "empty" when there is not even the table. */
  contents(): string {
    return JSON.stringify(this.database.findTable('note') ?? 'empty')
  }
}
