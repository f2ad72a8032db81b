import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sourcesIn } from '../../lesson/starter.ts'

let edits = 0

/** Saves the first file of a step with a new comment at its end. */
export function touch(tree: string, step: string): void {
  const [name] = sourcesIn(tree, step).keys()
  const file = path.join(tree, name as string)
  const text = readFileSync(file, 'utf8').replace(/\/\/ edit \d+\n$/, '')
  edits += 1
  writeFileSync(file, `${text}// edit ${edits}\n`)
}
