import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { ClassKeeper, type ClassState } from './class-keeper.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'class-'))
const file = path.join(folder, 'class.json')
let keeper: ClassKeeper | undefined

afterEach(() => {
  keeper?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('reads the class again when it is written, replaced, or first written', async () => {
  const states: ClassState[] = []
  const last = (state: ClassState) =>
    vi.waitFor(() => expect(states.at(-1)).toEqual(state), { timeout: 20_000 })
  keeper = new ClassKeeper(file, (state) => states.push(state))
  await last({})
  writeFileSync(file, '{"gradedAt": 1}')
  await last({ data: { gradedAt: 1 } })
  writeFileSync(file, '{"gradedAt": 2')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await last({ data: { gradedAt: 1 } })
  writeFileSync(`${file}.new`, '{"gradedAt": 22}')
  renameSync(`${file}.new`, file)
  await last({ data: { gradedAt: 22 } })
}, 60_000)
