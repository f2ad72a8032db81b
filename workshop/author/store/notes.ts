import type { LIMITS } from '#shared/db/backends/lowdb/data-file.ts'
import type { MemoryBackend } from '#shared/db/backends/memory/memory-backend.ts'
import { contents, openStore, type StoreName } from './stores.ts'

/** A small database with one table, which needs no models. */
export class Notes {
  readonly backend: MemoryBackend

  private constructor(backend: MemoryBackend) {
    this.backend = backend
  }

  static async open(store: StoreName, file: string, limits?: typeof LIMITS): Promise<Notes> {
    const backend = await openStore(store, file, limits)
    const tables = await backend.tables()
    if (!tables.has('note')) {
      await backend.createTable('note', [
        { name: 'id', kind: 'integer', primaryKey: true, unique: true, auto: true },
        { name: 'text', kind: 'text' },
      ])
    }
    return new Notes(backend)
  }

  async add(text: string): Promise<void> {
    await this.backend.insert('note', [{ text }])
  }

  contents(): string {
    return contents({ tables: this.backend.data })
  }
}
