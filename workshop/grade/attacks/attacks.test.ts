import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findCheckedSteps } from '../../lesson/steps.ts'
import { compileSandbox, GRADER_DATA } from '../compile-sandbox.ts'
import { compileWorker } from '../compile-worker.ts'
import { newSeed } from '../exam.ts'
import { findSubmissions } from '../find-submissions.ts'
import type { StepGrade } from '../grade.ts'
import { whyNoBubblewrap } from '../sandbox/bubblewrap.ts'
import type { SandboxKind } from '../sandbox/launch.ts'
import type { Files } from '../trees.ts'
import { Worker } from '../workers.ts'
import { type Attack, layAttack, readAttacks } from './lay-attack.ts'

const attacks = readAttacks()
const steps = findCheckedSteps().map(({ name }) => name)
/** All attacks are in these steps. Part two depends on them, and would take as long again. */
const judged = steps.filter((step) => step < '08')
/** The sandbox of these tests. SANDBOX=podman selects another one. */
const sandbox = (process.env.SANDBOX ?? 'bubblewrap') as SandboxKind
const why = sandbox === 'bubblewrap' ? whyNoBubblewrap() : undefined

/**
 * The largest number of attacks at the same time, as in vitest.config.ts. Each one has its own
 * worker and mark.
 */
const AT_A_TIME = 3
const FIRST_MARK = 987_125_000

it('has at least sixty attacks, each with a description, and one sample of each kind', () => {
  expect(attacks.length).toBeGreaterThanOrEqual(60)
  const kinds = new Set(attacks.map(({ kind }) => kind))
  expect(kinds.size).toBeGreaterThanOrEqual(11)
  expect(
    attacks
      .filter(({ sample }) => sample)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual([...kinds].sort())
  for (const { tries } of attacks) expect(tries).toMatch(/^[A-Z][a-z-]+ .{5,130}[^.]$/)
})

describe.skipIf(why)(`the corpus${why ? ` (skipped: ${why})` : ''}`, () => {
  const scratch = mkdtempSync(path.join(tmpdir(), 'attacks-'))
  const idle: Worker[] = []
  let honest: Files

  beforeAll(async () => {
    const [file, folder] = await Promise.all([compileWorker(), compileSandbox()])
    const settings = {
      sandbox,
      folder,
      steps,
      seed: newSeed(),
    } as const
    for (let n = 0; n < AT_A_TIME; n += 1) idle.push(new Worker(file, settings))
    honest = await filesOf({ name: 'honest', kind: '', tries: '', base: 'solution' }, 'honest')
  })
  afterAll(() => {
    for (const worker of idle) worker.stop()
    rmSync(scratch, { recursive: true, force: true })
    rmSync(GRADER_DATA, { recursive: true, force: true })
  })

  async function filesOf(attack: Attack, mark: string): Promise<Files> {
    const folder = path.join(scratch, attack.name)
    layAttack(attack, folder, mark)
    const [handed] = await findSubmissions([folder])
    const { files, refused } = (await handed?.read()) ?? { files: {}, refused: undefined }
    return refused ? {} : files
  }

  // All attacks take minutes. Unless ATTACKS asks for more, one of each kind is tried.
  const named = process.env.ATTACKS?.split(',')
  const tried = attacks.filter(({ name, sample }) => {
    return named ? named.includes('all') || named.includes(name) : sample
  })
  const titles = tried.map((attack, at) => {
    return [`${attack.kind}: ${attack.name}`, attack, `${FIRST_MARK + at}`] as const
  })

  it.concurrent.each(titles)('%s', { timeout: 600_000 }, async (_title, attack, mark) => {
    const worker = idle.pop() as Worker
    try {
      await tryAttack(worker, attack, mark)
    } finally {
      idle.push(worker)
    }
  })

  async function tryAttack(worker: Worker, attack: Attack, mark: string): Promise<void> {
    const { sample } = attack
    const asked = named ? judged : judged.filter((step) => sample?.includes(step.slice(0, 2)))
    const answer = await worker.grade({ files: await filesOf(attack, mark), steps: asked })
    if ('why' in answer) expect.fail(answer.why)
    const graded = answer.steps
    if (attack.passes) expect(notPassed(graded)).toEqual([])
    else expect(notPassed(graded)).not.toEqual([])
    // The grader does not believe what the submission itself says, so no step of a starter passes.
    if (attack.base === 'starter') expect(notPassed(graded)).toHaveLength(asked.length)

    expect(leftovers(mark)).toEqual([])
    if (!named && attack.kind !== 'poison the next one') return
    const next = await worker.grade({ files: honest, steps: steps.slice(0, 1) })
    expect(next).toMatchObject({ steps: [{ outcome: 'passed' }] })
  }
})

function notPassed(grades: StepGrade[]): string[] {
  return grades
    .filter(({ outcome }) => outcome !== 'passed')
    .map(({ step, outcome, first, why }) => `${step} ${outcome} ${first ?? ''} ${why ?? ''}`)
}

/** Processes and files that an attack has left on this machine. */
function leftovers(mark: string): string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  const files = ['/tmp', '/var/tmp', '/dev/shm', '/run'].flatMap((folder) => {
    return existsSync(folder) ? readdirSync(folder).map((name) => `${folder}/${name}`) : []
  })
  return [...processes, ...files].filter((text) => text.includes(mark))
}
