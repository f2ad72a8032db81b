import { now } from '../clock.ts'
import type { Backend, Row } from '../db/backends/backend.ts'
import { BaseCache, MAX_ENTRIES } from './base-cache.ts'

/** A database server. */
export type Server = Backend & Required<Pick<Backend, 'sql'>>

const TABLE = 'cache_table'
/** Expired rows are deleted at one of this many changes. */
const CULL_FREQUENCY = 200

/**
 * A cache in a table of the database, which all processes share and a restart keeps.
 *
 * https://docs.djangoproject.com/en/stable/topics/cache/#database-caching
 */
export class DatabaseCache extends BaseCache {
  readonly #server: Server
  readonly #maxEntries: number
  readonly #cullFrequency: number
  #table: Promise<void> | undefined
  #changes = 0

  constructor(server: Server, maxEntries = MAX_ENTRIES, cullFrequency = CULL_FREQUENCY) {
    super()
    this.#server = server
    this.#maxEntries = maxEntries
    this.#cullFrequency = cullFrequency
  }

  override async get<T>(key: string, missing: T): Promise<T> {
    const text = `SELECT value FROM ${TABLE} WHERE cache_key = $1 AND expires > $2`
    const [row] = await this.#ask(text, [key, now().getTime()])
    return row ? JSON.parse(String(row.value)) : missing
  }

  override async set(key: string, value: unknown, timeout: number): Promise<void> {
    await this.#ask(
      `INSERT INTO ${TABLE} (cache_key, value, changed, expires) VALUES ($1, $2, $3, $4)
       ON CONFLICT (cache_key) DO UPDATE
       SET value = excluded.value, changed = excluded.changed, expires = excluded.expires`,
      [key, JSON.stringify(value), now().getTime(), now().getTime() + timeout * 1000],
    )
    this.#changes += 1
    if (this.#changes % this.#cullFrequency === 0) await this.#cull()
  }

  override async delete(key: string): Promise<void> {
    await this.#ask(`DELETE FROM ${TABLE} WHERE cache_key = $1`, [key])
  }

  override async clear(): Promise<void> {
    await this.#ask(`DELETE FROM ${TABLE}`)
  }

  /** Deletes expired rows and, if there are still too many, the oldest. */
  async #cull(): Promise<void> {
    // Skips rows that another process has locked: waiting for each other would be a deadlock.
    const remove = (which: string, values: unknown[]) =>
      this.#ask(
        `DELETE FROM ${TABLE} WHERE cache_key IN
         (SELECT cache_key FROM ${TABLE} ${which} FOR UPDATE SKIP LOCKED)`,
        values,
      )
    await remove('WHERE expires <= $1', [now().getTime()])
    await remove('ORDER BY changed DESC OFFSET $1', [this.#maxEntries])
  }

  protected override async exclude<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.#made()
    return this.#server.atomic(async () => {
      await this.#ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key])
      return work()
    })
  }

  async #ask(text: string, values: unknown[] = []): Promise<Row[]> {
    await this.#made()
    return this.#server.sql(text, values)
  }

  /** Unlogged, because values can be lost: a count needs no write to the disk. */
  #made(): Promise<void> {
    this.#table ??= this.#make().catch((error) => {
      this.#table = undefined
      throw error
    })
    return this.#table
  }

  async #make(): Promise<void> {
    await this.#server.atomic(async () => {
      await this.#server.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [TABLE])
      await this.#server.sql(
        `CREATE UNLOGGED TABLE IF NOT EXISTS ${TABLE} (cache_key text PRIMARY KEY,
         value text NOT NULL, changed bigint NOT NULL, expires bigint NOT NULL)`,
      )
    })
  }
}
