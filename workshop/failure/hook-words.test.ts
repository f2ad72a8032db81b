import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readHookMessages } from '../lesson/texts.ts'
import { CHECKS } from '../paths.ts'
import { hookWords } from './hook-words.ts'

/** The names of the hooks that checks, their helpers and the exam call. */
function calledHooks(): string[] {
  const files = readdirSync(CHECKS, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !/^drf\b/.test(name),
  )
  const texts = files.map((name) => readFileSync(path.join(CHECKS, name), 'utf8'))
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\bop: '(\w+)'/g)].map(([, name = '']) => name),
  )
  return [...new Set(names)].sort()
}

it('every hook that is called has its words', () => {
  const messages = readHookMessages()
  expect(calledHooks().filter((name) => !messages.has(name))).toEqual([])
  expect(calledHooks()).toContain('create_tasks')
})

it('the words name what the hook was called with', () => {
  const user = 'ada'
  const made = (how?: string) => hookWords({ op: 'create_user', user, ...(how && { how }) })
  expect(made('bulk_create')).toContain('bulkCreate')
  expect([made(), made('create_user')].every((each) => each.includes('createUser'))).toBe(true)
  expect(hookWords({ op: 'create_tasks', user: 'ada', tasks: [] })).toBe('created tasks of ada')
})
