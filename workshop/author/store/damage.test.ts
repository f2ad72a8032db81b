import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Notes } from './notes.ts'
import type { StoreName } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Everything that a file becomes by one way of spoiling it. */
const DAMAGES: Record<string, (sound: Buffer) => Buffer[]> = {
  'cut at every length': (sound) => [...sound].map((_, length) => sound.subarray(0, length)),
  'with every byte flipped': (sound) =>
    [...sound].map((byte, at) => {
      const flipped = Buffer.from(sound)
      flipped[at] = byte ^ (1 << (at % 8))
      return flipped
    }),
}

/** Damages each file of a small database in turn, until it starts with other data. */
async function trial(store: StoreName, damage: string) {
  const folder = temporaryFolder()
  const file = path.join(folder, 'api.json')
  const notes = await Notes.open(store, file)
  await notes.create()
  await notes.add('first')
  await notes.add('second')
  // A store that replies first has to be waited for.
  await expect.poll(async () => (await Notes.open(store, file)).contents()).toBe(notes.contents())
  const report = { files: 0, tried: 0, wrong: 0 }
  for (const each of filesBelow(folder)) {
    const sound = readFileSync(each)
    report.files++
    for (const damaged of DAMAGES[damage]?.(sound) ?? []) {
      writeFileSync(each, damaged)
      const found = await Notes.open(store, file).catch(() => undefined)
      report.tried++
      if (found && found.contents() !== notes.contents()) report.wrong++
      if (report.wrong > 0) return report
    }
    writeFileSync(each, sound)
  }
  expect((await Notes.open(store, file)).contents()).toBe(notes.contents())
  return report
}

function filesBelow(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true }) as string[]
  return names.map((name) => path.join(folder, name)).filter((file) => statSync(file).isFile())
}

describe.for(Object.keys(DAMAGES))('a small database %s', (damage) => {
  it('starts with the same data or refuses, and is never empty', async () => {
    const { files, tried, wrong } = await trial('data-file', damage)
    expect(files, 'a snapshot and two entries of the journal').toBe(3)
    expect(tried).toBeGreaterThan(500)
    expect(wrong).toBe(0)
  })

  it.for(['reply-first', 'write-in-place'] as const)('shows that %s is wrong', async (store) => {
    expect((await trial(store, damage)).wrong).toBeGreaterThan(0)
  })
})
