import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, it } from 'vitest'

interface Entry {
  version?: string
  optional?: boolean
  peer?: boolean
}
const { differenceOf, keptByNpm } = createRequire(import.meta.url)('./run.cjs') as {
  differenceOf: (
    locked: Record<string, Entry>,
    installed?: Record<string, Entry>,
  ) => string | undefined
  keptByNpm: (source: string, environment: Record<string, string>) => string[]
}

const locked = {
  '': {},
  'node_modules/a': { version: '1.0.0' },
  'node_modules/for-windows': { version: '1.0.0', optional: true },
}

it('installs nothing if every package has its locked version', () => {
  expect(differenceOf(locked, { 'node_modules/a': { version: '1.0.0' } })).toBeUndefined()
})

it('names a package that is missing or has another version', () => {
  expect(differenceOf(locked, undefined)).toBe('node_modules')
  expect(differenceOf(locked, {})).toBe('node_modules/a')
  expect(differenceOf(locked, { 'node_modules/a': { version: '2.0.0' } })).toBe('node_modules/a')
})

const commands = ['commands', 'author/commands'].flatMap((folder) => {
  const full = path.join(import.meta.dirname, folder)
  return readdirSync(full)
    .filter((file) => /^[a-z-]+\.ts$/.test(file))
    .map((file) => [file, readFileSync(path.join(full, file), 'utf8')] as const)
})

it.each(commands)('%s: detects every option that npm has kept', (_, source) => {
  const types = source.match(/\btype: '(string|boolean)'/g)?.length ?? 0
  const everything = new Proxy({}, { get: () => 'true' })
  expect(keptByNpm(source, everything)).toHaveLength(types)
  expect(keptByNpm(source, {})).toEqual([])
})

it('says how to type the options', () => {
  const run = path.join(import.meta.dirname, 'run.cjs')
  const env = { ...process.env, npm_config_port: 'true', npm_config_restore: 'true' }
  const { status, stderr } = spawnSync(process.execPath, [run, 'api', '9000'], { env })
  expect(status).toBe(2)
  expect(String(stderr)).toMatch(
    /^npm has kept --port --restore for itself\. .* npm run api -- --port --restore 9000\n$/,
  )
})
