import { cpSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { LIMITS } from '#shared/db/backends/lowdb/data-file.ts'
import { fault, quiet } from './faulty-disk.ts'
import { Notes } from './notes.ts'
import { contents, readStore, type StoreName } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'

vi.mock('node:fs/promises', async (importOriginal) => {
  // Vitest hoists it above the imports.
  const { faultyDisk } = await import('./faulty-disk.ts')
  return faultyDisk(await importOriginal())
})

/**
 * Adds three notes, while the system calls of the second fail from number `at` on. Returns what is
 * wrong afterwards.
 */
async function round(store: StoreName, at: number, span: number, leastLog: number) {
  const folder = temporaryFolder()
  const notes = await Notes.open(store, path.join(folder, 'api.json'), { ...LIMITS, leastLog })
  onTestFinished(() => notes.backend.close())
  await notes.add('first'.repeat(50))
  await quiet()
  Object.assign(fault, { at, span, made: [] })
  const expected = notes.contents()
  const isAdded = await notes.add('second').then(
    () => true,
    () => false,
  )
  const calls = await quiet()
  const wrong: string[] = []
  if (!isAdded && notes.contents() !== expected) wrong.push('memory holds what was refused')
  if ((await reopened(store, folder)) !== notes.contents()) wrong.push('disk and memory differ')
  await notes.add('third').catch(() => wrong.push('no service after the failure'))
  await quiet()
  if ((await reopened(store, folder)) !== notes.contents()) wrong.push('later, they differ')
  return { calls, wrong, isAdded }
}

/** Reads a copy of the files, as a start after a crash would find them. */
async function reopened(store: StoreName, folder: string): Promise<string> {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  const data = await readStore(store, path.join(copy, 'api.json')).catch(() => undefined)
  return data ? contents(data) : 'refused'
}

/**
 * Makes each system call fail, alone or with all later ones. Returns what is wrong, by the call
 * that failed.
 */
async function trial(store: StoreName, span = 1, leastLog = LIMITS.leastLog) {
  const wrong: string[] = []
  const failed: string[] = []
  let refused = 0
  for (let at = 1; ; at++) {
    const found = await round(store, at, span, leastLog)
    if (found.calls.length < at) break
    if (!found.isAdded) refused++
    failed.push(`${found.calls[at - 1]}`)
    wrong.push(...found.wrong.map((what) => `${found.calls[at - 1]} (${at}): ${what}`))
  }
  console.log(
    `${store}: ${failed.length} faults of ${span}, ${refused} refused: ${failed.join(' ')}`,
  )
  return { failed, wrong, refused }
}

describe.for([1, 2, 3])('a failure of every system call that writes, %i in a row,', (span) => {
  it.for([
    ['a commit', LIMITS.leastLog, ['write', 'datasync', 'stat']],
    ['a commit and the fold after it', 1, ['open', 'write', 'sync', 'close', 'rename', 'rm']],
  ] as const)('leaves the same data on disk and in memory: %s', async ([, leastLog, expected]) => {
    const { failed, wrong, refused } = await trial('data-file', span, leastLog)
    expect(wrong).toEqual([])
    expect(refused).toBeGreaterThanOrEqual(2)
    expect(failed).toEqual(expect.arrayContaining([...expected]))
  })
})

it.for([
  ['a commit', LIMITS.leastLog],
  ['a commit and the fold after it', 1],
] as const)(
  'a power cut at any system call loses nothing that was acknowledged: %s',
  async ([, leastLog]) => {
    for (let at = 1; ; at++) {
      const folder = temporaryFolder()
      const file = path.join(folder, 'api.json')
      const notes = await Notes.open('data-file', file, { ...LIMITS, leastLog })
      onTestFinished(() => notes.backend.close())
      await notes.add('first'.repeat(50))
      await quiet()
      const before = notes.contents()
      Object.assign(fault, { at, span: Number.POSITIVE_INFINITY, made: [] })
      let acknowledged = false
      const adding = notes.add('second').then(
        () => {
          acknowledged = true
        },
        () => {},
      )
      const calls = await quiet()
      const wasAcknowledged = acknowledged
      const found = await reopened('data-file', folder)
      await adding
      const after = before.replace('],2]', ',{"id":2,"text":"second"}],3]')
      expect(wasAcknowledged ? [after] : [before, after], `${calls[at - 1]} (${at})`).toContain(
        found,
      )
      if (calls.length < at) break
    }
  },
)

it.for(['reply-first', 'write-in-place'] as const)('shows that %s is wrong', async (store) => {
  expect((await trial(store)).wrong).not.toEqual([])
})
