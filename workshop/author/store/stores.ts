import { readFile } from 'node:fs/promises'
import type { LIMITS } from '#shared/db/backends/lowdb/data-file.ts'
import { type Data, decode, newData } from '#shared/db/backends/lowdb/file-format.ts'
import { openFile } from '#shared/db/backends/lowdb/open-file.ts'
import { readFiles } from '#shared/db/backends/lowdb/read-files.ts'
import { MemoryBackend } from '#shared/db/backends/memory/memory-backend.ts'
import { ReplyFirst, WriteInPlace } from './bad-stores.ts'

/** Two stores that are wrong on purpose: the tests must catch them. */
const PLANTED = { 'reply-first': ReplyFirst, 'write-in-place': WriteInPlace }

export type PlantedName = keyof typeof PLANTED
export type StoreName = PlantedName | 'data-file'

/** Opens a file with one of the stores. */
export async function openStore(
  store: StoreName,
  file: string,
  limits?: typeof LIMITS,
): Promise<MemoryBackend> {
  if (store === 'data-file') return openFile(file, limits)
  const { tables } = await readStore(store, file)
  return new MemoryBackend(tables, new PLANTED[store](file, tables))
}

/**
 * The data that a start would find. The wrong stores treat unreadable data as an empty database.
 */
export async function readStore(store: StoreName, file: string): Promise<Data> {
  if (store === 'data-file') return (await readFiles(file, `${file}.log`)) ?? newData()
  return readFile(file)
    .then(decode)
    .catch(() => newData())
}

/** All data as text. */
export function contents({ tables }: Pick<Data, 'tables'>): string {
  return JSON.stringify([...tables.values()].map(({ name, rows, nextId }) => [name, rows, nextId]))
}
