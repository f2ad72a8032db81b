import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { readMistakes } from '../prove/read-tables.ts'
import { findMarkdown, prose, ROOT, read, section } from './markdown.ts'

const HEADINGS = ['In Django REST framework', 'In Express', 'Your task', 'Check', 'Hints', 'Beyond']
const BANNED = /\b(just|simply|obviously)\b|!|\p{Extended_Pictographic}/giu

const files = findMarkdown()
const stepReadmes = files.filter((file) => /^steps\/\d\d-[^/]+\/README\.md$/.test(file)).sort()

describe('the README of a step', () => {
  it('exists for each step', () => {
    const steps = readdirSync(path.join(ROOT, 'steps')).filter((name) => /^\d\d-/.test(name))
    expect(stepReadmes.map(stepOf)).toEqual(steps.sort())
    expect(steps).not.toEqual([])
  })

  it.each(stepReadmes)('%s says in its second paragraph what will be true', (file) => {
    expect(read(file)).toMatch(/^# Step \d+: [^\n]+\n\nAfterwards [^\n]+\.\n\n##/)
  })

  it.each(stepReadmes)('%s has the headings of all steps, in order', (file) => {
    const headings = [...read(file).matchAll(/^## (.+)$/gm)].map(([, title]) => title)
    expect(headings).toEqual(HEADINGS)
  })

  it.each(stepReadmes)('%s has one task for each TODO, with its file', (file) => {
    expect(tasks(read(file)).sort()).toEqual(todos(stepOf(file)).sort())
  })

  it.each(stepReadmes)('%s names its check and one curl', (file) => {
    const check = section(read(file), 'Check')
    expect(check).toContain(`\`npm run check ${stepOf(file).slice(0, 2)}\``)
    expect(check.match(/^curl .*http:\/\/127\.0\.0\.1:8000\/api\//gm)).toHaveLength(1)
  })

  it.each(stepReadmes)('%s keeps its hints closed', (file) => {
    const hints = section(read(file), 'Hints').trim()
    expect(hints.match(/<details><summary>/g)?.length).toBeGreaterThanOrEqual(2)
    expect(hints).toMatch(/^<details>[\s\S]*<\/details>$/)
  })
})

describe.each(files)('%s', (file) => {
  it('names commands that exist', () => {
    const names = [...read(file).matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !(name in packageJson.scripts))).toEqual([])
  })

  it('contains no "just", "simply", exclamation mark or emoji', () => {
    expect(prose(read(file)).match(BANNED) ?? []).toEqual([])
  })
})

it('docs/performance.md has the markers for the tables of the benchmark', () => {
  expect(read('docs/performance.md')).toMatch(/<!-- bench:start -->[\s\S]*<!-- bench:end -->/)
})

describe('README.md', () => {
  const blocks = (language: string) =>
    [
      ...read('README.md').matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm')),
    ].map(([, block = '']) => block)

  it('shows code that is in the solution, line for line', () => {
    const solution = ['06-is-owner/permissions.ts', 'app.ts'].map((file) =>
      read(`solutions/${file}`),
    )
    const [whole, ...excerpts] = blocks('ts')
    expect(whole).toBe(solution[0])
    expect(excerpts).not.toEqual([])
    for (const line of excerpts.join('').trimEnd().split('\n')) expect(solution[1]).toContain(line)
  })

  it('shows the text that a learner sees, word for word', () => {
    const told = read('workshop/author/golden/06-staff-should-refuse.txt')
    expect(blocks('text')).toEqual([told.split('Sent:')[0]])
  })
})

describe('docs/teaching.md', () => {
  const rows = [...read('docs/teaching.md').matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gm)]
    .map(([, name = '', check = '', says = '']) => ({ name, check, says }))
    .filter(({ name }) => name !== 'mistake' && !name.startsWith('-'))

  it('has three mistakes for each step, as the screen shows them', async () => {
    const steps = stepReadmes.map(stepOf)
    const known = [...(await readMistakes(steps)).values()].flat()
    expect(rows).toHaveLength(3 * steps.length)
    for (const { name, check, says } of rows) {
      const mistake = known.find((each) => each.name === name && check in each.caughtBy)
      expect(mistake?.misconception, name).toBe(says)
    }
  })

  it('names lines of the solution with their current text', () => {
    const places = read('docs/teaching.md').matchAll(/`(solutions\/[^`:]+):(\d+)`,\s+`([^`]+)`/g)
    const wrong = [...places].filter(
      ([, file = '', line, code = '']) => !read(file).split('\n')[Number(line) - 1]?.includes(code),
    )
    expect(wrong.map(([place]) => place)).toEqual([])
    expect(read('docs/teaching.md').match(/`solutions\/[^`:]+:\d+`/g)).toHaveLength(
      stepReadmes.length,
    )
  })
})

function stepOf(file: string): string {
  return path.posix.basename(path.posix.dirname(file))
}

/** The file that each numbered item starts with. */
function tasks(text: string): string[] {
  const items = section(text, 'Your task').matchAll(/^(\d+)\. \[[^\]]+\]\(([^)]+)\), `/gm)
  return [...items].map(([, , file = '']) => file)
}

/** The file of each TODO in the stub, from the patch, because the learner edits the step itself. */
function todos(step: string): string[] {
  const files = read(`checks/${step}/starter.patch`).split(/^(?=\+\+\+ )/m)
  return files.flatMap((patch) => {
    const name = path.posix.basename(patch.match(/^\+\+\+ ([^\t\n]+)/)?.[1] ?? '')
    return [...patch.matchAll(/^\+.*(todo\('|\/\/ TODO: )/gm)].map(() => name)
  })
}
