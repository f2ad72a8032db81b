import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { KeptTranscripts } from '../../checks/exam/exam.ts'
import type { Transcript } from '../../checks/exam/play.ts'
import { codeOf, type Tree } from '../../checks/exam/tree.ts'
import { ROOT } from '../paths.ts'

const FOLDER = path.join(ROOT, 'node_modules', '.cache', 'token-permissions-workshop', 'exam')
/** Each is about 100 kB, and a change of the solution creates new ones. */
const MOST = 40

/**
 * Transcripts of a solution's tree that earlier processes kept, so that half of an exam need not
 * run again.
 *
 * They are stored under the digest of everything that they depend on, so they are never out of
 * date. If they cannot be read or written, the sessions run again.
 */
export async function keptAnswers(tree: Tree): Promise<KeptTranscripts> {
  return keptFor(await codeOf(tree))
}

/**
 * The transcripts that were kept for some code.
 *
 * @param isKept selects the sessions to keep, by their digests
 */
export function keptFor(
  code: string[],
  isKept: (session: string) => boolean = () => true,
): KeptTranscripts {
  const packages = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')
  const key = digest([...code, packages, process.version].join('\0'))
  const file = path.join(FOLDER, `${key}.json.gz`)
  const known = read(file)
  let before = known.size
  return {
    known,
    keep: () => {
      const kept = [...known].filter(([session]) => isKept(session))
      if (kept.length > before) write(file, kept)
      before = kept.length
    },
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function read(file: string): Map<string, Transcript> {
  try {
    return new Map(JSON.parse(gunzipSync(readFileSync(file)).toString()))
  } catch {
    return new Map()
  }
}

function write(file: string, kept: [string, Transcript][]): void {
  try {
    mkdirSync(FOLDER, { recursive: true })
    const own = `${file}.${process.pid}`
    writeFileSync(own, gzipSync(JSON.stringify(kept)))
    renameSync(own, file)
    const files = readdirSync(FOLDER).map((name) => path.join(FOLDER, name))
    const byAge = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    for (const old of byAge.slice(MOST)) rmSync(old, { force: true })
  } catch {}
}
