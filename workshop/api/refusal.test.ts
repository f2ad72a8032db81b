import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from '#shared/db/open-database.ts'
import { listen } from '#shared/http/listen.ts'
import { databaseRefusal, dataFileRefusal, portRefusal } from './refusal.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'refusal-'))
const aFolder = path.join(folder, 'folder')
const newer = path.join(folder, 'newer.json')
const below = path.join(folder, 'newer.json', 'api.json')

mkdirSync(aFolder)
writeFileSync(newer, '{"version":3,"commit":1}')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.for([
  ['a file of another version', newer, 'written by another version of this program. Use that'],
  ['a folder', aFolder, 'is a folder. Move it'],
  ['a file below a file', below, 'is not in a folder. Move the file that is in the way'],
] as const)('says in a sentence what to do about %s', async ([, file, sentence]) => {
  const error = await openDatabase(file).catch((reason) => reason)
  expect(dataFileRefusal(error, file)).toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(sentence),
  })
})

it.for([
  ['EACCES', 'cannot be written. Change the permissions'],
  ['EROFS', 'cannot be written. Change the permissions'],
  ['ENOSPC', 'no space on the disk'],
  ['EIO', 'cannot be used'],
] as const)('says in a sentence what %s means', ([code, sentence]) => {
  const refusal = dataFileRefusal(Object.assign(new Error(code), { code }), newer) as Error
  expect(refusal.message).toContain(sentence)
  expect(refusal.message).toContain('npm run api -- --data FILE')
})

it.for([
  ['3F000', 'no schema has been selected to create in'],
  ['42501', 'permission denied for schema public'],
] as const)('says in a sentence what %s of PostgreSQL means', ([code, message]) => {
  const refusal = databaseRefusal(Object.assign(new Error(message), { code })) as Error
  expect(refusal).toMatchObject({
    name: 'UsageError',
    message: `The database cannot be used: ${message}. Mend it, or name another.`,
  })
})

it('returns other errors unchanged', () => {
  const bug = new Error('a bug')
  expect(databaseRefusal(bug)).toBe(bug)
  const error = new TypeError('a mistake in the code')
  expect(dataFileRefusal(error, newer)).toBe(error)
  expect(portRefusal(error, 8000, '127.0.0.1')).toBe(error)
})

it.for(['203.0.113.1', 'no-such-host.invalid', '999.1.1.1'])(
  'says in a sentence that %s is not an address of this machine',
  async (host) => {
    const error = await listen(express(), 0, host).catch((reason) => reason)
    expect(portRefusal(error, 0, host)).toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(`${host} is not an address of this machine. Use --host`),
    })
  },
)
