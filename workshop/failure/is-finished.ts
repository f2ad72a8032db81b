import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SOLUTIONS } from '../paths.ts'

/** Tells whether a file of a tree is as in the reference, but for comments and layout. */
export function isFinished(file: string, tree: string): boolean {
  return codeOf(path.join(tree, file)) === codeOf(path.join(SOLUTIONS, file))
}

function codeOf(file: string): string {
  if (!existsSync(file)) return ''
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  return text.replaceAll(/[\s;,]/g, '').replaceAll('"', "'")
}
