import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { CHECKS } from '../paths.ts'

/** The known mistakes of a step; none when nobody has listed them. */
export async function readMistakes(step: string): Promise<readonly Mistake[]> {
  const file = path.join(CHECKS, step, 'mistakes.ts')
  if (!existsSync(file)) return []
  const { mistakes } = (await import(pathToFileURL(file).href)) as { mistakes: Mistake[] }
  return mistakes
}
