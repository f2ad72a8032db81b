import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from './project-frames.ts'

/** The first line of a tree's sources that holds all of these texts. */
export function findText(tree: string, ...texts: string[]): Frame | undefined {
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of files.filter((file) => file.endsWith('.ts'))) {
    const found = findTextIn(path.join(tree, name), ...texts)
    if (found) return found
  }
  return undefined
}

/** The first line of a file that holds all of these texts. */
export function findTextIn(file: string, ...texts: string[]): Frame | undefined {
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex((line) => texts.every((text) => line.includes(text)))
  return at < 0 ? undefined : { file, line: at + 1 }
}
