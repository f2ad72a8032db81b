import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../run-command.ts'

/** More than any solution needs, because a submission can be of any size. */
const LARGEST_FILE = 1_000_000
const MOST_FILES = 500

/**
 * Finds the folder of a submission that contains its app.ts: the folder itself, or its steps
 * folder.
 *
 * @throws UsageError if there is none
 */
export function treeOf(submission: string): string {
  const found = [submission, path.join(submission, 'steps')].find((folder) =>
    existsSync(path.join(folder, 'app.ts')),
  )
  if (found) return found
  const why = existsSync(submission) ? 'holds no app.ts, and no steps/app.ts' : 'does not exist'
  throw new UsageError(
    `${submission} ${why}. Name a copy of this repository, or the steps folder of one.`,
  )
}

/**
 * Copies only the TypeScript sources of a tree into another folder.
 *
 * Its own package.json would hide this repository's packages, and a link could point anywhere.
 *
 * @throws UsageError if there is more than any solution needs
 */
export function copySources(from: string, to: string): void {
  const sources = readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.split(path.sep).includes('node_modules'))
    .filter((file) => lstatSync(path.join(from, file)).isFile())
  if (sources.length > MOST_FILES) {
    throw new UsageError(
      `${from} holds ${sources.length} sources; a submission has ${MOST_FILES} at most.`,
    )
  }
  for (const file of sources) {
    if (lstatSync(path.join(from, file)).size > LARGEST_FILE) {
      throw new UsageError(`${file} is larger than a source of a submission may be.`)
    }
    mkdirSync(path.dirname(path.join(to, file)), { recursive: true })
    copyFileSync(path.join(from, file), path.join(to, file))
  }
}
