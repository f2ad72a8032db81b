import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { restoreBackup } from '#shared/db/backends/lowdb/open-file.ts'
import { fault, quiet } from './faulty-disk.ts'
import { Notes } from './notes.ts'
import { temporaryFolder } from './temporary-folder.ts'

vi.mock('node:fs/promises', async (importOriginal) => {
  // Vitest hoists it above the imports.
  const { faultyDisk } = await import('./faulty-disk.ts')
  return faultyDisk(await importOriginal())
})

/** A file with a note of its second session, and a backup with only the note of the first. */
async function keptAndBackedUp(): Promise<string> {
  const file = path.join(temporaryFolder(), 'api.json')
  for (const text of ['first', 'second']) {
    const notes = await Notes.open('data-file', file)
    await notes.add(text)
    await notes.backend.close()
  }
  return file
}

async function texts(file: string): Promise<string> {
  const notes = await Notes.open('data-file', file)
  try {
    return notes.contents()
  } finally {
    await notes.backend.close()
  }
}

describe.for([
  ['failing once', 1],
  ['failing from there on, as when the process is killed', Number.POSITIVE_INFINITY],
] as const)('every system call of --restore %s', ([, span]) => {
  it('leaves either the data or the backup, and can be repeated', async () => {
    const restored = await keptAndBackedUp()
    await restoreBackup(restored)
    const [first, both] = [await texts(restored), await texts(await keptAndBackedUp())]
    expect(first).not.toBe(both)
    const failed: string[] = []
    for (let at = 1; ; at++) {
      const file = await keptAndBackedUp()
      const backup = readFileSync(`${file}.backup`, 'utf8')
      Object.assign(fault, { at, span, made: [] })
      await restoreBackup(file).catch(() => {})
      const calls = await quiet()
      if (calls.length < at) break
      const call = `${calls[at - 1]} (${at})`
      failed.push(call)
      expect(readFileSync(`${file}.backup`, 'utf8'), call).toBe(backup)
      const found = await texts(file).catch((error) => error.message as string)
      expect(found === first || found === both || found.includes('--restore'), call).toBe(true)
      // A start may have replaced the backup with newer data.
      writeFileSync(`${file}.backup`, backup)
      await restoreBackup(file)
      expect(await texts(file), call).toBe(first)
    }
    expect(failed.length).toBeGreaterThan(10)
    expect(failed.join()).toMatch(/link.*rename/)
  })
})

it('reads a file on a full disk, and does not change the backup', async () => {
  const file = await keptAndBackedUp()
  const backup = readFileSync(`${file}.backup`, 'utf8')
  const warnings: string[] = []
  process.once('warning', ({ message }) => warnings.push(message))
  Object.assign(fault, {
    at: 0,
    span: Number.POSITIVE_INFINITY,
    made: [],
    only: ['write', 'writeFile'],
  })
  const notes = await Notes.open('data-file', file)
  expect(notes.contents()).toContain('second')
  await expect(notes.add('third')).rejects.toMatchObject({ statusCode: 507 })
  expect(notes.contents()).not.toContain('third')
  await quiet()
  delete fault.only
  await notes.backend.close()
  expect(existsSync(`${file}.backup`)).toBe(true)
  expect(readFileSync(`${file}.backup`, 'utf8')).toBe(backup)
  expect(warnings.join()).toMatch(/backup was not updated/)
  expect(await texts(file)).toContain('second')
})
