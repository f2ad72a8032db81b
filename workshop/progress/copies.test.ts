import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, it, vi } from 'vitest'
import { starterFiles } from '../lesson/starter.ts'
import { STEPS } from '../paths.ts'
import { keepStep, listCopies, resetStep, restoreCopy, takeSolutions } from './copies.ts'

const { folder } = vi.hoisted(() => ({ folder: { path: '' } }))

vi.mock('../paths.ts', async (original) => {
  folder.path = mkdtempSync(path.join(tmpdir(), 'copies-'))
  return {
    ...(await original<object>()),
    STEPS: path.join(folder.path, 'steps'),
    WORKSHOP_DATA: path.join(folder.path, 'data'),
  }
})

const STEP = '02-auto-token'
const file = path.join(STEPS, STEP, 'signals.ts')
const starter = starterFiles(STEP).get(`${STEP}/signals.ts`)
const elsewhere = () => path.join(folder.path, 'elsewhere.ts')
const read = (name: string) => readFileSync(name, 'utf8')

beforeEach(() => {
  rmSync(folder.path, { recursive: true, force: true })
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(elsewhere(), '// mine\n')
})

afterAll(() => rmSync(folder.path, { recursive: true, force: true }))

function link(target: string, at: string): void {
  rmSync(at, { recursive: true, force: true })
  symlinkSync(target, at)
}

it.each([
  ['a reset', resetStep],
  ['a catch-up', (step: string) => takeSolutions([step])],
])('%s puts a file in the place of a link, and keeps what it leads to', (_, overwrite) => {
  link(elsewhere(), file)
  const copy = overwrite(STEP) as string
  expect(lstatSync(file).isSymbolicLink()).toBe(false)
  expect(read(file)).not.toContain('mine')
  expect(read(elsewhere())).toBe('// mine\n')
  restoreCopy(copy)
  expect(read(file)).toBe('// mine\n')
})

it('keeps each of many copies that are made in one moment', () => {
  const texts = Array.from({ length: 50 }, (_, at) => `// ${at}\n`)
  for (const text of texts) {
    writeFileSync(file, text)
    keepStep(STEP)
  }
  const kept = listCopies().map(({ name }) =>
    read(path.join(folder.path, 'data', 'copies', name, STEP, 'signals.ts')),
  )
  expect(kept).toEqual(texts.toReversed())
})

it('a restore does not write to what a link leads to', () => {
  writeFileSync(file, '// older\n')
  const copy = resetStep(STEP) as string
  link(elsewhere(), file)
  restoreCopy(copy)
  expect(read(elsewhere())).toBe('// mine\n')
  expect(read(file)).toBe('// older\n')
})

it('a link that leads nowhere, as editors lay them, is no file of a step', () => {
  writeFileSync(file, '// mine\n')
  symlinkSync('user@host.1234', path.join(STEPS, STEP, '.#signals.ts'))
  symlinkSync('nowhere.ts', path.join(STEPS, STEP, 'gone.ts'))
  resetStep(STEP)
  expect(read(file)).toBe(starter)
  expect(listCopies().map(({ files }) => files)).toEqual([[`${STEP}/signals.ts`]])
})

it('a folder that is a link is refused, and nothing changes', () => {
  const other = path.join(folder.path, 'other')
  mkdirSync(other)
  writeFileSync(path.join(other, 'signals.ts'), '// mine\n')
  link(other, path.dirname(file))
  expect(() => resetStep(STEP)).toThrow(`steps/${STEP} is a link`)
  expect(read(path.join(other, 'signals.ts'))).toBe('// mine\n')
  expect(listCopies()).toEqual([])
})

it('a folder that the learner has copied is left alone', () => {
  const own = path.join(STEPS, `${STEP} copy`)
  mkdirSync(own)
  writeFileSync(path.join(own, 'signals.ts'), '// mine\n')
  resetStep(STEP)
  expect(read(path.join(own, 'signals.ts'))).toBe('// mine\n')
})

it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
  'without the right to write, nothing is overwritten',
  () => {
    writeFileSync(file, '// mine\n')
    mkdirSync(path.join(folder.path, 'data'))
    chmodSync(path.join(folder.path, 'data'), 0o500)
    expect(() => resetStep(STEP)).toThrow('EACCES')
    chmodSync(path.join(folder.path, 'data'), 0o700)
    expect(read(file)).toBe('// mine\n')
    expect(existsSync(path.join(folder.path, 'data', 'copies'))).toBe(false)
  },
)
