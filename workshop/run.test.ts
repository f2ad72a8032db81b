import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

interface Entry {
  version?: string
  optional?: boolean
  peer?: boolean
}
interface Kept {
  typed: string
  lacksValue?: true
}
const { differenceOf, keptByNpm, asTyped } = createRequire(import.meta.url)('./run.cjs') as {
  differenceOf: (
    locked: Record<string, Entry>,
    installed?: Record<string, Entry>,
  ) => string | undefined
  keptByNpm: (source: string, environment: Record<string, string>) => Kept[]
  asTyped: (kept: Kept[], args: string[]) => string
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

const OPTION = /\b([a-z]+): \{ type: '(?:string|boolean)'/g

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

const npm = process.env.npm_execpath
const named = new Set(
  commands.flatMap(([, source]) => [...source.matchAll(OPTION)].map(([, name = '']) => name)),
)

it.skipIf(!npm)(
  'has no option that npm takes for several short ones, as --class for -c -l -a -s -s',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kept-by-npm-'))
    const scripts = { probe: `node -p "JSON.stringify(process.env)"` }
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ scripts }))
    // npm answers this one itself.
    const own = [...named].filter((name) => name !== 'help')
    const typed = own.map((name) => `--${name}=7`)
    const args = [npm as string, 'run', '--silent', 'probe', ...typed]
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    const environment = JSON.parse(stdout) as Record<string, string>
    for (const name of own) expect(environment).toHaveProperty(`npm_config_${name}`)
  },
)

describe('what npm has kept', () => {
  const source = commands.find(([file]) => file === 'grade.ts')?.[1] ?? ''
  const typed = (environment: Record<string, string>, args: string[]) => {
    const names = Object.entries(environment).map(([name, value]) => [`npm_config_${name}`, value])
    return asTyped(keptByNpm(source, Object.fromEntries(names)), args)
  }

  it.each([
    [{ out: 'true' }, ['reports'], '--out reports'],
    [{ merge: 'true', out: 'true' }, ['reports'], '--merge --out reports'],
    [{ out: 'reports' }, ['class'], '--out=reports class'],
    [{ merge: 'true' }, ['a', 'b'], '--merge a b'],
    // It is not known which of them is the value.
    [{ out: 'true' }, ['class', 'reports'], '--out …'],
    [{ out: 'true', seed: 'true' }, ['1', 'reports'], '--out … --seed …'],
  ])('is typed again where the value is known: %j %j', (environment, args, text) => {
    expect(typed(environment, args)).toBe(text)
  })

  it('keeps the no of a switch', () => {
    const start = commands.find(([file]) => file === 'start.ts')?.[1] ?? ''
    expect(keptByNpm(start, { npm_config_predict: '' })).toEqual([{ typed: '--no-predict' }])
  })
})

it('says how to type the options', () => {
  const run = path.join(import.meta.dirname, 'run.cjs')
  const env = { ...process.env, npm_config_port: 'true', npm_config_restore: 'true' }
  const { status, stderr } = spawnSync(process.execPath, [run, 'api', '9000'], { env })
  expect(status).toBe(2)
  expect(String(stderr)).toMatch(
    /^npm has kept --port --restore for itself\. .* npm run api -- --restore --port 9000\n$/,
  )
})
