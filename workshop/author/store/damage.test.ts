import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { decodeLog } from '#shared/db/backends/lowdb/file-format.ts'
import { Notes } from './notes.ts'
import { contents, readStore, type StoreName } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** All results of one way to damage a file. */
const DAMAGES = {
  cut: (sound: Buffer) => [...sound].map((_, length) => sound.subarray(0, length)),
  flipped: (sound: Buffer) =>
    [...sound].map((byte, at) => {
      const flipped = Buffer.from(sound)
      flipped[at] = byte ^ (1 << (at % 8))
      return flipped
    }),
  'without a line': (sound: Buffer) => withoutLines(sound, (line, at) => line !== at),
  'without its end': (sound: Buffer) => withoutLines(sound, (line, at) => line < at),
}

function withoutLines(sound: Buffer, isKept: (line: number, at: number) => boolean): Buffer[] {
  const lines = sound.toString().trimEnd().split('\n')
  return lines.map((_, at) =>
    Buffer.from(lines.flatMap((line, n) => (isKept(n, at) ? [line, '\n'] : [])).join('')),
  )
}

/** A small database with three notes in the log, and its state after each of them. */
async function smallDatabase(store: StoreName) {
  const file = path.join(temporaryFolder(), 'api.json')
  const notes = await Notes.open(store, file)
  onTestFinished(() => notes.backend.close())
  const states = [notes.contents()]
  for (const text of ['first', 'second', 'third']) {
    await notes.add(text)
    states.push(notes.contents())
  }
  // A store that resolves too early must be waited for.
  await expect.poll(async () => contents(await readStore(store, file))).toBe(states.at(-1))
  return { file, states }
}

/** The state that a start finds after each damage of one file, or its refusal. */
async function trial(store: StoreName, which: '' | '.log', damage: keyof typeof DAMAGES) {
  const { file, states } = await smallDatabase(store)
  const sound = readFileSync(file + which)
  const found: { damaged: Buffer; state: string | undefined }[] = []
  for (const damaged of DAMAGES[damage](sound)) {
    writeFileSync(file + which, damaged)
    const data = await readStore(store, file).catch(() => undefined)
    found.push({ damaged, state: data && contents(data) })
  }
  const refused = found.filter(({ state }) => state === undefined).length
  console.log(`${store}${which} ${damage}: ${found.length} damages, ${refused} refused`)
  return { found, states, sound }
}

describe('a log', () => {
  it('with any bit flipped is refused, or read without a change', async () => {
    const { found, states } = await trial('data-file', '.log', 'flipped')
    expect(found.length).toBeGreaterThan(150)
    for (const { state } of found) expect([undefined, states.at(-1)]).toContain(state)
  })

  it('that is cut anywhere is read up to its last complete line, or refused', async () => {
    const { found, states } = await trial('data-file', '.log', 'cut')
    for (const { damaged, state } of found) {
      const commits = decodeLog(damaged).length - 1
      expect(state).toBe(commits < 0 ? undefined : states[commits])
    }
  })

  it('without one of its lines is refused, unless it was the last', async () => {
    const { found, states } = await trial('data-file', '.log', 'without a line')
    expect(found.map(({ state }) => state)).toEqual([undefined, undefined, undefined, states[2]])
  })
})

describe('a data file', () => {
  it('that is cut anywhere is refused', async () => {
    const { found, states, sound } = await trial('data-file', '', 'cut')
    expect(found.length).toBeGreaterThan(200)
    for (const { damaged, state } of found) {
      expect(state).toBe(damaged.length === sound.length - 1 ? states.at(-1) : undefined)
    }
  })

  it('with any bit flipped is refused, or read with all of its rows', async () => {
    const { found } = await trial('data-file', '', 'flipped')
    const read = found.flatMap(({ state }) => state ?? [])
    for (const state of read) expect(state).toMatch(/first.*second.*third/)
    expect(read.length).toBeLessThan(found.length / 4)
  })

  it('without one of its lines is refused', async () => {
    const { found } = await trial('data-file', '', 'without a line')
    for (const { state, damaged } of found.slice(0, -1)) expect(state, `${damaged}`).toBe(undefined)
  })
})

it.for([
  ['reply-first', 'cut'],
  ['write-in-place', 'cut'],
  ['reply-first', 'without its end'],
] as const)('finds that the store %s is wrong, with the file %s', async ([store, damage]) => {
  const { found, states } = await trial(store, '', damage)
  expect(found.filter(({ state }) => state && state !== states.at(-1)).length).toBeGreaterThan(0)
})
