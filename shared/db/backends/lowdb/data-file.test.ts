import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DataFile } from './data-file.ts'
import { Database } from './database.ts'

const schema = {
  columns: ['id', 'text'],
  primaryKey: 'id',
  autoIncrement: true,
  unique: ['id'],
  indexed: ['text'],
}

let folder = ''
let file = ''
let adapter: DataFile
let database: Database

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'data-'))
  file = path.join(folder, 'api.json')
  await open(0)
  await database.createTable('note', schema)
  await adapter.close(database.toJSON())
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Opens the file as a new process would; with 0, the journal outgrows the snapshot before it is folded. */
async function open(small: number): Promise<void> {
  adapter = new DataFile(file, small)
  database = await Database.open(adapter)
}

async function add(text: string): Promise<void> {
  await database.atomic(async () => {
    const table = database.table('note')
    database.insert(table, { id: table.nextId, text })
  })
}

const journal = () => readdirSync(`${file}.journal`).sort()
const entry = (commit: number) =>
  path.join(`${file}.journal`, `${String(commit).padStart(12, '0')}.json`)
const texts = () =>
  database
    .table('note')
    .rows()
    .map(({ text }) => text)

it('writes a commit to the journal alone, and reads it back', async () => {
  const before = statSync(file).mtimeMs
  await add('first')
  expect(statSync(file).mtimeMs).toBe(before)
  expect(journal()).toHaveLength(1)
  await open(0)
  expect(texts()).toEqual(['first'])
  expect(database.table('note').select({ text: 'first' })).toHaveLength(1)
})

it('replays changes and removals, and uses no id twice', async () => {
  await database.atomic(async () => {
    const table = database.table('note')
    database.insert(table, { id: 1, text: 'first' })
    database.insert(table, { id: 2, text: 'second' })
    database.replace(table, table.get(1) ?? {}, { id: 1, text: 'changed' })
    database.remove(table, table.get(2) ?? {})
  })
  await open(0)
  expect(texts()).toEqual(['changed'])
  expect(database.table('note').nextId).toBe(3)
})

it('uses no id twice when an empty table is made anew', async () => {
  await add('first')
  const table = database.table('note')
  await database.atomic(async () => database.remove(table, table.get(1) ?? {}))
  await database.createTable('note', { ...schema, indexed: [] })
  expect(database.table('note').nextId).toBe(2)
  await open(0)
  expect(database.table('note').nextId).toBe(2)
})

it('folds a journal that has outgrown the snapshot, and goes on', async () => {
  const expected: string[] = []
  for (let n = 0; n < 60; n++) expected.push(`note ${n}`)
  for (const text of expected) await add(text)
  await adapter.close(database.toJSON())
  expect(journal()).toEqual([])
  expect(readFileSync(file, 'utf8')).toContain('note 59')
  await add('later')
  await open(0)
  expect(texts()).toEqual([...expected, 'later'])
})

it('keeps a small file up to date after each commit', async () => {
  await open(64_000)
  await add('first')
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('first')
  await expect.poll(journal).toEqual([])
})

it('takes what is in the snapshot and still in the journal once', async () => {
  await add('first')
  cpSync(`${file}.journal`, `${folder}/copy`, { recursive: true })
  await adapter.close(database.toJSON())
  cpSync(`${folder}/copy`, `${file}.journal`, { recursive: true })
  await open(0)
  expect(texts()).toEqual(['first'])
  expect(journal()).toEqual([])
})

it('refuses when an entry of the journal is missing, or is another one', async () => {
  await add('first')
  await add('second')
  const sound = readFileSync(entry(2))
  rmSync(entry(2))
  await expect(open(0)).rejects.toThrow('the entry of commit 2 is missing')
  cpSync(entry(3), entry(2))
  await expect(open(0)).rejects.toThrow('the entry of commit 2 is missing')
  writeFileSync(entry(2), sound)
  await open(0)
  expect(texts()).toEqual(['first', 'second'])
})

it('refuses when the snapshot is gone and the journal is not', async () => {
  await add('first')
  rmSync(file)
  await expect(open(0)).rejects.toThrow('damaged')
})

it('clears away what a crash left half written, and nothing else', async () => {
  const left = [`${file}.0123456789ab.tmp`, `${entry(9)}.0123456789ab.tmp`]
  const kept = path.join(folder, 'other.json.0123456789ab.tmp')
  for (const name of [...left, kept]) writeFileSync(name, 'half')
  await open(0)
  expect(left.filter((name) => existsSync(name))).toEqual([])
  expect(existsSync(kept)).toBe(true)
})

it('writes what many wait for at once', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => add(`note ${n}`)))
  expect(journal().length).toBeLessThan(10)
  await open(0)
  expect(texts()).toHaveLength(50)
})
