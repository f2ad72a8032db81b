import { expect, it } from 'vitest'
import { findCircle, type ImportGraph, readImports } from './import-graph.ts'

/**
 * The allowed imports: each part can import what is listed, and itself. A file belongs to the
 * longest of these paths that it begins with.
 */
const ORDER = [
  'workshop/author',
  'workshop/author/commands',
  'workshop/author/golden',
  'workshop/author/break',
  'workshop/author/repository',
  'workshop/author/grade-bench',
  'workshop/author/prove',
  'workshop/author/loop-bench',
  'workshop/author/bench',
  'workshop/author/postgresql',
  'workshop/author/store',
  'workshop/author/readme',
  'workshop/author/lessons',
  'workshop/commands',
  'workshop/page',
  'workshop/practise',
  'workshop/loop',
  'workshop/break',
  'workshop/progress',
  'workshop/grade',
  'workshop/failure',
  'workshop/exam',
  'workshop/runner',
  'workshop/lesson',
  'workshop/api',
  'workshop/terminal',
  'workshop',
  'checks',
  'checks/harness',
  'checks/policy-why.ts',
  'checks/policy.ts',
  'solutions',
  'steps',
  'shared/core',
  'shared/serializers',
  'shared/sessions',
  'shared/http',
  'shared/auth',
  'shared/cache',
  'shared/db',
  'shared/db/backends/postgresql',
  'shared/db/backends/lowdb',
  'shared/db/backends/memory',
  'shared/db/backends',
  'shared',
]

const graph = await readImports()

function placeOf(file: string): number {
  // Tests can use author/.
  const path = /^workshop\/.*\.test\.ts$/.test(file) ? 'workshop/author' : file
  const found = ORDER.filter((each) => path === each || path.startsWith(`${each}/`))
  return ORDER.indexOf(found.sort((a, b) => b.length - a.length)[0] ?? '')
}

/** The number of the step that a file belongs to. An app.ts can import all steps. */
function stepOf(file: string): number {
  const [, number] = /^(?:steps|solutions)\/(?:(\d\d)-)?/.exec(file) ?? [undefined, '0']
  return Number(number ?? 99)
}

function isAbove(imported: string, file: string): boolean {
  // A test can use everything above the files that it tests, but no other part.
  if (/^shared\/.*\.test\.ts$/.test(file)) return !imported.startsWith('shared/')
  if (/^(steps|solutions)\//.test(file) && stepOf(imported) > stepOf(file)) return true
  return placeOf(imported) < placeOf(file)
}

function wrongArrows(imports: ImportGraph): string[] {
  return [...imports].flatMap(([file, imported]) =>
    imported.filter((each) => isAbove(each, file)).map((each) => `${file} imports ${each}`),
  )
}

it('reads every folder', () => {
  const folders = new Set([...graph.keys()].map((file) => file.split('/')[0]))
  expect([...folders].sort()).toEqual(['checks', 'shared', 'solutions', 'steps', 'workshop'])
  expect([...graph].filter(([file]) => placeOf(file) < 0)).toEqual([])
})

it('no file imports from a part above its own, or from a later step', () => {
  expect(wrongArrows(graph)).toEqual([])
})

it('checks import no step: they reach a tree through #subject/app.ts alone', () => {
  const arrows = [...graph].filter(([file]) => /^checks\/(?!drf\/).*(?<!\.test)\.ts$/.test(file))
  const steps = arrows.flatMap(([, imported]) =>
    imported.filter((each) => /^steps|^sol/.test(each)),
  )
  expect(new Set(steps)).toEqual(new Set(['steps/app.ts']))
})

it('no file imports itself, directly or through others', () => {
  expect(findCircle(graph)).toBeUndefined()
})

it('finds forbidden imports', () => {
  const wrong: ImportGraph = new Map([
    ['shared/db/a.ts', ['shared/auth/b.ts', 'shared/signal.ts']],
    ['shared/http/g.test.ts', ['shared/core/h.ts', 'solutions/app.ts']],
    ['checks/harness/c.ts', ['workshop/paths.ts']],
    ['steps/03-login/d.ts', ['steps/04-default-permission/e.ts', 'steps/02-auto-token/i.ts']],
    ['shared/auth/b.ts', ['shared/todo.ts', 'shared/auth/f.ts']],
    ['shared/auth/f.ts', ['shared/auth/b.ts']],
  ])
  expect(wrongArrows(wrong)).toHaveLength(4)
  expect(findCircle(wrong)).toEqual(['shared/auth/b.ts', 'shared/auth/f.ts', 'shared/auth/b.ts'])
})
