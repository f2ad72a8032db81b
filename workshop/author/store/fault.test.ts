import { cpSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { Notes } from './notes.ts'
import type { StoreName } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Which system call fails, counted from when it was set; and which have been made since. */
const fault = vi.hoisted(() => ({ at: Number.NaN, made: [] as string[] }))

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>()
  function failing<Args extends unknown[], T>(name: string, call: (...args: Args) => Promise<T>) {
    return async (...args: Args): Promise<T> => {
      fault.made.push(name)
      if (fault.made.length !== fault.at) return call(...args)
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), { code: 'ENOSPC' })
    }
  }
  function failingHandle(handle: FileHandle): FileHandle {
    const write = handle.writeFile.bind(handle)
    // A disk that fills up takes a part of the text.
    const half = (text: string) => write(text.slice(0, text.length / 2))
    const sync = failing('sync', handle.sync.bind(handle))
    const close = handle.close.bind(handle)
    const writeFile = failing('write', write as (text: string) => Promise<void>)
    return Object.assign(handle, {
      sync,
      async writeFile(text: string) {
        await writeFile(text).catch(async (error) => {
          await half(text)
          throw error
        })
      },
      // What fails to close is closed all the same.
      close: () => failing('close', async () => {})().finally(close),
    })
  }
  const open = failing('open', real.open)
  return {
    ...real,
    open: async (...args: Parameters<typeof open>) => failingHandle(await open(...args)),
    rename: failing('rename', real.rename),
    rm: failing('rm', real.rm),
    unlink: failing('unlink', real.unlink),
    readdir: failing('readdir', real.readdir as (folder: string) => Promise<string[]>),
    writeFile: failing('writeFile', real.writeFile),
  }
})

/** Adds three notes; the `at`-th system call of the second fails. Tells what is wrong afterwards. */
async function round(store: StoreName, at: number, small: number) {
  const folder = temporaryFolder()
  const file = path.join(folder, 'api.json')
  const notes = await Notes.open(store, file, small)
  await notes.create()
  await notes.add('first')
  await quiet()
  // So that a small snapshot may be written anew.
  await setTimeout(60)
  Object.assign(fault, { at, made: [] })
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

/** Waits until no more system calls are made, then lets none fail. */
async function quiet(): Promise<string[]> {
  let before = -1
  while (before !== fault.made.length) {
    before = fault.made.length
    await setTimeout(15)
  }
  fault.at = Number.NaN
  return [...fault.made]
}

/** Opens a copy: what a crash would leave now. */
async function reopened(store: StoreName, folder: string): Promise<string> {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  const notes = await Notes.open(store, path.join(copy, 'api.json')).catch(() => undefined)
  return notes?.contents() ?? 'refused'
}

/** Lets every system call fail once; what is wrong, by the call that failed. */
async function trial(store: StoreName, small = 0) {
  const wrong: string[] = []
  let refused = 0
  for (let at = 1; ; at++) {
    const found = await round(store, at, small)
    if (found.calls.length < at) return { calls: found.calls, wrong, refused }
    if (!found.isAdded) refused++
    wrong.push(...found.wrong.map((what) => `${found.calls[at - 1]} (${at}): ${what}`))
  }
}

describe('every system call of the write path failing once', () => {
  it.for([
    ['a commit', 0, []],
    ['a commit and the fold after it', 64_000, ['readdir', 'unlink']],
  ] as const)('leaves disk and memory agreeing: %s', async ([, small, also]) => {
    const { calls, wrong, refused } = await trial('data-file', small)
    console.log(`failed in turn: ${calls.join(' ')}`)
    expect(wrong).toEqual([])
    expect(refused).toBeGreaterThanOrEqual(7)
    const named = ['open', 'write', 'sync', 'close', 'rename', ...also]
    expect(calls).toEqual(expect.arrayContaining(named))
  })

  it.for(['reply-first', 'write-in-place'] as const)('shows that %s is wrong', async (store) => {
    expect((await trial(store)).wrong).not.toEqual([])
  })
})
