import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { starterFiles } from '../../lesson/starter.ts'
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

/** A copy of the repository with untouched steps, for tests to change. */
export function scratchCopy(name: string): string {
  const copy = path.join(WORKSHOP_DATA, 'scratch', name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const each of COPIED)
    cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true, filter })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  cpSync(path.join(ROOT, 'solutions', 'app.ts'), path.join(copy, 'steps', 'app.ts'))
  for (const [file, text] of findSteps().flatMap((step) => [...starterFiles(step.name)])) {
    writeFileSync(path.join(copy, 'steps', file), text)
  }
  return copy
}
