import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { applyEdit } from '../../checks/harness/edit.ts'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { starterFiles } from '../lesson/starter.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { readMistakes } from '../lesson/texts.ts'
import { ROOT, SOLUTIONS } from '../paths.ts'
import { IN_EXAM } from './comparison.ts'
import { whyNoBubblewrap } from './sandbox/bubblewrap.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'grade-test-'))
const steps = findCheckedSteps().map(({ name }) => name)
const why = whyNoBubblewrap()
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function grade(...args: string[]) {
  const run = spawnSync(process.execPath, ['workshop/run.cjs', 'grade', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { code: run.status, lines: run.stdout.split('\n'), error: run.stderr }
}

/** A submission with the solution of some steps, and starters for the rest. */
function submission(name: string, solved: string[]): string {
  const folder = path.join(scratch, name, 'steps')
  mkdirSync(folder, { recursive: true })
  cpSync(path.join(SOLUTIONS, 'app.ts'), path.join(folder, 'app.ts'))
  for (const step of steps) {
    if (solved.includes(step)) {
      cpSync(path.join(SOLUTIONS, step), path.join(folder, step), { recursive: true })
      continue
    }
    for (const [file, text] of starterFiles(step)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), text)
    }
  }
  return path.join(scratch, name)
}

it('refuses what it cannot grade with exit code 2 and a sentence', () => {
  expect(grade()).toMatchObject({ code: 2, error: expect.stringContaining('Name what to grade') })
  expect(grade('no/such/folder').error).toContain('does not exist')
  expect(grade('--sandbox', 'paper', 'solutions').error).toContain('There is no sandbox "paper"')
  const folder = submission('among', [])
  const inside = grade('--out', path.join(scratch, 'among'), folder)
  expect(inside).toMatchObject({ code: 2, error: expect.stringContaining('--out is in ') })
})

describe.skipIf(why)(`in a sandbox${why ? ` (skipped: ${why})` : ''}`, () => {
  it('passes the solution, and says so with exit code 0', { timeout: 240_000 }, () => {
    const { code, lines } = grade('--steps', '01,06,12', submission('right', steps))
    expect(lines[1]?.split(/\s\s+/)).toEqual(['right', 'passed', 'passed', 'passed'])
    expect(code).toBe(0)
  })

  it('judges each step by itself', { timeout: 240_000 }, () => {
    const folder = submission('mixed', [...steps.slice(0, 2), ...steps.slice(3)])
    const broken = path.join(folder, 'steps', steps[4] as string)
    writeFileSync(path.join(broken, 'permissions.ts'), 'export class {')
    const { code, lines } = grade('--steps', '02-05', folder)
    const outcomes = ['passed', 'not attempted', 'passed', 'does not compile']
    expect(lines[1]?.split(/\s\s+/).slice(1)).toEqual(outcomes)
    expect(lines.join('\n')).toContain('05-view-permissions/permissions.ts:1')
    expect(lines.join('\n')).toContain("the solution's 03-login")
    expect(code).toBe(1)
  })

  it('proves the cause of the first failure as the loop does, and calls no other place', {
    timeout: 240_000,
  }, () => {
    const folder = submission('staff', steps)
    const edit = (file: string, find: string, replace: string) => {
      const name = path.join(folder, 'steps', '06-is-owner', file)
      const text = readFileSync(name, 'utf8')
      expect(text).toContain(find)
      writeFileSync(name, text.replace(find, replace))
    }
    edit('permissions.ts', 'return task', 'return request.user.isStaff || task')
    // Another style at the place that the check names.
    edit(
      'generics.ts',
      'if (!task) throw new NotFound()',
      'if (task === undefined) throw new NotFound()',
    )
    const out = path.join(scratch, 'staff-reports')
    expect(grade('--steps', '06', '--out', out, folder).code).toBe(1)
    const told = readFileSync(path.join(out, 'feedback', 'staff.md'), 'utf8')
    expect(told).toContain('The cause is in `IsOwner` of `06-is-owner/permissions.ts`')
    expect(told).toMatch(/\*\*Open\*\*\s+```text\s+steps\/06-is-owner\/permissions\.ts:7\n/)
    expect(told).not.toMatch(/a guess|getTask/)
  })

  it('lets a mistake in a later step cost no earlier one', { timeout: 240_000 }, () => {
    const folder = submission('late', steps)
    const file = path.join(folder, 'steps', '11-throttling', 'throttling.ts')
    const text = readFileSync(file, 'utf8')
    const find = 'this.history.length >= this.numRequests'
    expect(text).toContain(find)
    writeFileSync(file, text.replace(find, find.replace('>=', '>')))
    const { lines } = grade('--steps', '09-11', folder)
    const outcomes = ['passed', 'passed', expect.stringMatching(/^\d+\/\d+$/)]
    expect(lines[1]?.split(/\s\s+/).slice(1)).toEqual(outcomes)
  })

  it('finds in the exam what several steps hide from their checks, even if an earlier step fails', {
    timeout: 240_000,
  }, async () => {
    const folder = submission('hidden', steps)
    writeFileSync(
      path.join(folder, 'steps', '02-auto-token', 'signals.ts'),
      'export const ready = () => {}',
    )
    const wrong = ['03-login', '05-view-permissions']
    for (const step of wrong) {
      const mistake = (await readMistakes(step)).find(({ exam }) => exam) as Mistake
      const file = path.join(folder, 'steps', mistake.file)
      writeFileSync(file, applyEdit(readFileSync(file, 'utf8'), mistake))
    }
    const app = path.join(folder, 'steps', 'app.ts')
    const closed = 'permissionClasses: [IsAuthenticated, IsOwner] }),'
    writeFileSync(app, readFileSync(app, 'utf8').replaceAll(closed, '}),'))
    const { lines } = grade('--steps', '03-06', folder)
    const text = lines.join('\n')
    for (const step of wrong) expect(text).toContain(`${step}: failed; ${IN_EXAM}`)
    // A policy that is missing in app.ts is not pardoned when its step is judged alone.
    expect(text).toMatch(/06-is-owner: failed/)
  })
})

it.skipIf(process.platform === 'win32')('marks every line if submissions are not isolated', () => {
  const { lines } = grade('--sandbox', 'none', '--steps', '01', submission('plain', steps))
  expect(lines.filter((line) => line !== '').every((line) => line.startsWith('NOT ISOLATED'))).toBe(
    true,
  )
  expect(lines[1]).toContain('passed')
})
