import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { applyEdit, type Edit } from '../../../checks/harness/edit.ts'
import { starterFiles, writeFiles } from '../../lesson/starter.ts'
import { SOLUTIONS, WORKSHOP_DATA } from '../../paths.ts'

/** The folder of trees for proofs. */
const TREES = path.join(WORKSHOP_DATA, 'prove')

/** Copies the solution into its own empty folder. */
function solutionTree(name: string): string {
  const tree = path.join(TREES, name)
  rmSync(tree, { recursive: true, force: true })
  mkdirSync(tree, { recursive: true })
  cpSync(SOLUTIONS, tree, { recursive: true })
  return tree
}

/** How a tree differs from the solution. */
export interface Differences {
  /** Steps that are untouched. */
  untouched?: string[]
  edits?: Edit[]
}

/**
 * Makes a tree in its own folder.
 *
 * @throws Error if the text that an edit replaces does not occur exactly once in its file
 */
export function makeTree(name: string, { untouched = [], edits = [] }: Differences): string {
  const tree = solutionTree(name)
  for (const step of untouched) writeFiles(tree, starterFiles(step))
  for (const edit of edits) {
    const file = path.join(tree, edit.file)
    writeFileSync(file, applyEdit(readFileSync(file, 'utf8'), edit))
  }
  return tree
}

/** Copies the solution into a folder, with another app.ts. */
export function treeWithApp(name: string, app: string): string {
  const tree = solutionTree(name)
  writeFileSync(path.join(tree, 'app.ts'), app)
  return tree
}
