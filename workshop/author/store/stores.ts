import type { Adapter } from 'lowdb'
import { DataFile } from '#shared/db/backends/lowdb/data-file.ts'
import type { Stored } from '#shared/db/backends/lowdb/stored.ts'
import { ReplyFirst, WriteInPlace } from './bad-stores.ts'

/** The store, and two that are wrong on purpose: what does not catch them proves nothing. */
export const STORES = {
  'data-file': DataFile,
  'reply-first': ReplyFirst,
  'write-in-place': WriteInPlace,
} satisfies Record<string, new (file: string) => Adapter<Stored>>

export type StoreName = keyof typeof STORES
