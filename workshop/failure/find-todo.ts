import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from './project-frames.ts'

/** The line of a tree at which `todo('…')` says this sentence. */
export function findTodo(tree: string, sentence: string): Frame | undefined {
  const files = readdirSync(tree, { recursive: true, encoding: 'utf8' })
  for (const name of files.filter((file) => file.endsWith('.ts'))) {
    const file = path.join(tree, name)
    const lines = readFileSync(file, 'utf8').split('\n')
    const at = lines.findIndex((line) => line.includes('todo(') && line.includes(sentence))
    if (at >= 0) return { file, line: at + 1 }
  }
  return undefined
}
