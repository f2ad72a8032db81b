import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SESSIONS } from '../../../checks/exam/exam.ts'
import { starterFiles, writeFiles } from '../../lesson/starter.ts'
import { findSteps } from '../../lesson/steps.ts'
import { ROOT, WORKSHOP_DATA } from '../../paths.ts'

const COPIED = [
  'shared',
  'steps',
  'solutions',
  'checks',
  'workshop',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vitest.config.ts',
]

/** Packages are linked, not copied. */
const filter = (source: string) => path.basename(source) !== 'node_modules'

/**
 * A copy of the repository with untouched steps, for tests to change. Its exams are short, because
 * a whole one takes most of a test's time.
 *
 * @param sessions how many sessions an exam of the copy has
 */
export function scratchCopy(name: string, sessions = 8): string {
  const copy = path.join(WORKSHOP_DATA, 'scratch', name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const each of COPIED)
    cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true, filter })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  cpSync(path.join(ROOT, 'solutions', 'app.ts'), path.join(copy, 'steps', 'app.ts'))
  for (const { name } of findSteps()) writeFiles(path.join(copy, 'steps'), starterFiles(name))
  setSessions(path.join(copy, 'checks', 'exam', 'exam.ts'), sessions)
  return copy
}

function setSessions(file: string, sessions: number): void {
  const line = `export const SESSIONS = ${SESSIONS}\n`
  const text = readFileSync(file, 'utf8')
  if (!text.includes(line)) throw new Error(`SESSIONS is not in ${file}`)
  writeFileSync(file, text.replace(line, `export const SESSIONS = ${sessions}\n`))
}
