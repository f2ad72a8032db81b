import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Edit } from '../../checks/harness/edit.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../paths.ts'

/** Where trees for proofs are laid; emptied before each run. */
const TREES = path.join(WORKSHOP_DATA, 'prove')

/** Forgets the trees of the run before. */
export function clearTrees(): void {
  rmSync(TREES, { recursive: true, force: true })
}

/**
 * Lays the reference into a folder of its own, with one edit.
 *
 * @throws Error when the text to replace does not stand in the file exactly once
 */
export function editedTree(name: string, edit: Edit): string {
  const tree = path.join(TREES, name)
  mkdirSync(tree, { recursive: true })
  cpSync(SOLUTIONS, tree, { recursive: true })
  const file = path.join(tree, edit.file)
  writeFileSync(file, applyEdit(readFileSync(file, 'utf8'), edit))
  return tree
}

function applyEdit(text: string, { name, find, replace, imports }: Edit): string {
  const parts = text.split(find)
  if (parts.length !== 2) {
    throw new Error(`"${name}": its text stands in the file ${parts.length - 1} times, not once.`)
  }
  return (imports ? `${imports}\n` : '') + parts.join(replace)
}
