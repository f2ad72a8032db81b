import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { AUTHOR_COMMANDS, LEARNER_COMMANDS, scriptOf } from './command-list.ts'
import { ROOT } from './paths.ts'

const scripts: Record<string, string> = packageJson.scripts
const all = [...LEARNER_COMMANDS, ...AUTHOR_COMMANDS]

it('lists the scripts of package.json, each once', () => {
  expect(all.map(scriptOf).sort()).toEqual(Object.keys(scripts).sort())
})

it('has a file for each command, and a command for each file', () => {
  const files = ['commands', 'author/commands']
    .flatMap((folder) => readdirSync(path.join(ROOT, 'workshop', folder)))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => file.replace('.ts', ''))
  const run = Object.entries(scripts).filter(([, text]) => !text.includes(' && '))
  expect(run.map(([name]) => name.replace(':', '-')).sort()).toEqual(files.sort())
  for (const [name, text] of run) expect(text).toBe(`node workshop/run.cjs ${name}`)
})

it('installs missing packages before it runs any other program', () => {
  const others = Object.values(scripts).filter((text) => text.includes(' && '))
  expect(others).not.toEqual([])
  for (const text of others) {
    const [, program = ''] = /^node workshop\/run\.cjs && (\S+)/.exec(text) ?? []
    expect(existsSync(path.join(ROOT, 'node_modules', '.bin', program)), text).toBe(true)
  }
})

describe('the documents', () => {
  it.each([
    ['docs/commands.md', LEARNER_COMMANDS],
    ['CONTRIBUTING.md', AUTHOR_COMMANDS],
  ] as const)('%s lists exactly these commands under "Commands", with their keys', (file, list) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n')
    const rows = tableUnder(text, 'Commands')
    expect(rows.flatMap(({ names }) => names).sort()).toEqual(list.map(scriptOf).sort())
    for (const command of list) {
      const row = rows.find(({ names }) => names.includes(scriptOf(command)))
      expect(row?.key, command.usage).toBe(command.key)
    }
  })
})

/** The commands of each row of the first table below a heading, with their keys. */
function tableUnder(text: string, heading: string): { names: string[]; key?: string }[] {
  const [, below = ''] = text.split(`\n## ${heading}\n`)
  const [table = ''] = /^\| command [\s\S]*?\n\n/m.exec(below) ?? []
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((row) => {
      const [, commands = '', key = ''] = row.split('|').map((cell) => cell.trim())
      const usages = [...commands.matchAll(/`(npm [^`]+)`/g)].map(([, usage = '']) => usage)
      return {
        names: [...new Set(usages.map((usage) => scriptOf({ usage })))],
        key: /^`(.)`$/.exec(key)?.[1],
      }
    })
}
