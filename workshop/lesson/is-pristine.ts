import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { STEPS } from '../paths.ts'
import { findSteps } from './find-steps.ts'
import { starterFiles } from './starter.ts'

/** Tells whether nobody has written in steps/ yet. */
export function isPristine(): boolean {
  return findSteps().every(({ name }) =>
    [...starterFiles(name)].every(([file, text]) => textOf(path.join(STEPS, file)) === text),
  )
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll('\r\n', '\n') : undefined
}
