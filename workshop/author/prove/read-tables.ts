import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Edit } from '../../../checks/harness/edit.ts'
import type { Mistake } from '../../../checks/harness/mistake.ts'
import { CHECKS } from '../../paths.ts'

/** The mistakes of each step, from `checks/NN-name/mistakes.ts`. */
export function readMistakes(steps: string[]): Promise<Map<string, Mistake[]>> {
  return readTables(steps, 'mistakes')
}

/** The variants of each step, from `checks/NN-name/variants.ts`. */
export function readVariants(steps: string[]): Promise<Map<string, Edit[]>> {
  return readTables(steps, 'variants')
}

async function readTables<T>(steps: string[], kind: string): Promise<Map<string, T[]>> {
  const tables = new Map<string, T[]>()
  for (const step of steps) {
    const file = path.join(CHECKS, step, `${kind}.ts`)
    if (existsSync(file)) tables.set(step, (await import(pathToFileURL(file).href))[kind])
  }
  return tables
}
