import { cpSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Edit } from '../../../checks/harness/edit.ts'
import { WORKSHOP_DATA } from '../../paths.ts'
import { makeTree } from '../prove/make-tree.ts'
import { readMistakes, readVariants } from '../prove/read-tables.ts'

/**
 * Makes a class of solved submissions: every second one has a known mistake in one step, and the
 * others another style. All steps are represented.
 *
 * @returns the folder of the class, and the names of the submissions
 */
export async function makeClass(
  size: number,
  steps: string[],
): Promise<{ folder: string; names: string[] }> {
  const folder = path.join(WORKSHOP_DATA, 'grade-bench', 'class')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const mistakes = await readMistakes(steps)
  const variants = await readVariants(steps)
  const names: string[] = []
  for (let at = 0; at < size; at += 1) {
    const table: Map<string, Edit[]> = at % 2 === 0 ? variants : mistakes
    const turn = Math.floor(at / 2)
    const edits = table.get(steps[turn % steps.length] as string) ?? []
    const edit = edits[Math.floor(turn / steps.length) % edits.length]
    const name = `${String(at + 1).padStart(2, '0')}-${at % 2 === 0 ? 'style' : 'mistake'}`
    const tree = makeTree(`grade-bench-${at}`, { edits: edit ? [edit] : [] })
    cpSync(tree, path.join(folder, name, 'steps'), { recursive: true })
    rmSync(tree, { recursive: true })
    names.push(name)
  }
  return { folder, names }
}
