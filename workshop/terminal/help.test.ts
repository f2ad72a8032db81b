import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { AUTHOR_COMMANDS, LEARNER_COMMANDS, scriptOf } from '../command-list.ts'
import { OPTIONS } from '../command-options.ts'
import { ROOT } from '../paths.ts'
import { helpLines } from './help.ts'

const scripts = [...LEARNER_COMMANDS, ...AUTHOR_COMMANDS].map(scriptOf)

/** The code of a command, or undefined for another program. */
function sourceOf(script: string): string | undefined {
  const name = `${(script === 'dev' ? 'api' : script).replace(':', '-')}.ts`
  return ['commands', 'author/commands']
    .map((folder) => path.join(ROOT, 'workshop', folder, name))
    .filter(existsSync)
    .map((file) => readFileSync(file, 'utf8'))[0]
}

const own = scripts.flatMap((script) => {
  const source = sourceOf(script)
  return source === undefined ? [] : [[script, source] as const]
})

it.each(own)('%s: the help names every option that the command reads', (script, source) => {
  const read = [...source.matchAll(/\b([a-z]+): \{ type: '(string|boolean)'(, default: true)?/g)]
    .filter(([, name]) => name !== 'help')
    .map(([, name, type, isOn]) => ({ name: isOn ? `--no-${name}` : `--${name}`, type }))
  const told = Object.keys(OPTIONS[script] ?? {}).map((typed) => ({
    name: typed.split(' ')[0],
    type: typed.includes(' ') ? 'string' : 'boolean',
  }))
  expect(told).toHaveLength(read.length)
  expect(told).toEqual(expect.arrayContaining(read))
})

it('knows no options of other commands', () => {
  expect(own.map(([script]) => script)).toEqual(expect.arrayContaining(Object.keys(OPTIONS)))
})

it.each(own)('%s: refuses what it does not know', (_, source) => {
  expect(source).toMatch(/parseArgs\(|onlyName\(|stepArgument\(/)
})

it.each(own)('%s: the help fits into 100 columns', (script) => {
  const lines = helpLines(script)
  for (const typed of Object.keys(OPTIONS[script] ?? {})) {
    expect(lines).toContainEqual(expect.stringMatching(`^  ${typed} `))
  }
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(100)
})

it('refuses a command that does not exist', () => {
  expect(() => helpLines('chek')).toThrow('There is no command "chek". npm run workshop lists')
})
