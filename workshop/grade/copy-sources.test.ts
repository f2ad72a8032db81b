import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copySources, treeOf } from './copy-sources.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'submission-'))
const steps = path.join(scratch, 'repository', 'steps')

beforeAll(() => {
  mkdirSync(path.join(steps, '01-a', 'node_modules'), { recursive: true })
  writeFileSync(path.join(steps, 'app.ts'), '')
  writeFileSync(path.join(steps, '01-a', 'token.ts'), '')
  writeFileSync(path.join(steps, '01-a', 'README.md'), '')
  writeFileSync(path.join(steps, '01-a', 'node_modules', 'x.ts'), '')
  writeFileSync(path.join(steps, 'package.json'), '{}')
  writeFileSync(path.join(scratch, 'secret.ts'), '')
})
afterAll(() => rmSync(scratch, { recursive: true }))

it('accepts a repository or its steps folder, and nothing else', () => {
  expect(treeOf(path.join(scratch, 'repository'))).toBe(steps)
  expect(treeOf(steps)).toBe(steps)
  expect(() => treeOf(scratch)).toThrow('holds no app.ts')
  expect(() => treeOf(path.join(scratch, 'none'))).toThrow('does not exist')
})

it('copies only sources, and neither packages nor links', () => {
  if (process.platform !== 'win32')
    symlinkSync(path.join(scratch, 'secret.ts'), path.join(steps, 'link.ts'))
  const to = path.join(scratch, 'copy')
  copySources(steps, to)
  const copied = readdirSync(to, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.includes('.'),
  )
  expect(copied.sort()).toEqual([path.join('01-a', 'token.ts'), 'app.ts'].sort())
})

it('refuses a file that is too large for a source', () => {
  const large = path.join(scratch, 'large')
  mkdirSync(large)
  writeFileSync(path.join(large, 'app.ts'), 'x'.repeat(1_000_001))
  expect(() => copySources(large, path.join(scratch, 'other'))).toThrow('larger than')
})
