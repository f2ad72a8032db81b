import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from './project-frames.ts'

/** The first line of a tree's sources that holds all of these texts. */
export function findText(tree: string, ...texts: string[]): Frame | undefined {
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' }).sort()
  for (const name of files.filter((file) => file.endsWith('.ts'))) {
    const file = path.join(tree, name)
    const lines = readFileSync(file, 'utf8').split('\n')
    const at = lines.findIndex((line) => texts.every((text) => line.includes(text)))
    if (at >= 0) return { file, line: at + 1 }
  }
  return undefined
}
