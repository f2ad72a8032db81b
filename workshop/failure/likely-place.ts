import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findSteps } from '../lesson/find-steps.ts'
import { readHints } from '../lesson/read-hints.ts'
import type { Place } from '../lesson/read-words.ts'
import { isFinished } from './is-finished.ts'

/** Where the cause of a failure is likely to be. */
export interface LikelyPlace {
  place: Place
  /** What is still to do there, if a comment says so. */
  todo?: string
}

/**
 * The place that a fact names, unless its file is finished: as in the reference. Then it is the first
 * place with something to do, or with other code than the reference, of this step or one before.
 */
export function likelyPlace(step: string, named: Place, tree: string): LikelyPlace {
  if (!isFinished(named.file, tree)) return { place: named }
  const steps = findSteps().map(({ name }) => name)
  const soFar = steps.filter((each) => each <= step).reverse()
  const unfinished = soFar
    .flatMap((each) => [...readHints(each).keys()].map(placeIn))
    .filter(({ file }) => !isFinished(file, tree))
  const open = unfinished.find(({ file }) => file.startsWith(step) && todoIn(tree, file))
  const place = open ?? unfinished[0] ?? named
  return { place, todo: open && todoIn(tree, open.file) }
}

function placeIn(heading: string): Place {
  const [file = '', symbol = ''] = heading.split(' ')
  return { file, symbol }
}

function todoIn(tree: string, file: string): string | undefined {
  const text = readFileSync(path.join(tree, file), 'utf8')
  return /\/\/ TODO: *(.+)$/m.exec(text)?.[1]
}
