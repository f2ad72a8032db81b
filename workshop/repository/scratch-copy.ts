import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { ROOT, WORKSHOP_DATA } from '../paths.ts'

const COPIED = [
  'shared',
  'steps',
  'solutions',
  'checks',
  'workshop',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  '.biome.json',
]

/** A copy of the repository in which anything may be tried, with the same packages. */
export function scratchCopy(name: string): string {
  const copy = path.join(WORKSHOP_DATA, 'scratch', name)
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const each of COPIED)
    cpSync(path.join(ROOT, each), path.join(copy, each), { recursive: true })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
  return copy
}
