import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { ROOT } from '../paths.ts'
import { UsageError } from '../run-command.ts'
import type { Grade } from './grade.ts'

/** A kept grade, with what it depends on. */
export interface KeptGrade {
  /** The digest of the grader, the checks and the settings. */
  madeWith: string
  isolated: boolean
  grade: Grade
  /** The submission's own code, to compare with others. */
  print: string[]
}

const GRADE_FILE = /^[0-9a-f]{16}\.json$/

/** The grades of earlier runs in a folder, so that unchanged submissions are not graded again. */
export class KeptGrades {
  readonly #folder: string

  constructor(out: string) {
    this.#folder = path.join(out, 'graded')
  }

  /** The seed of the exam, which is kept so that the same submission gets the same grade. */
  seed(): number | undefined {
    const kept = readJson<{ seed?: unknown }>(this.#seedFile)
    return Number.isSafeInteger(kept?.seed) ? (kept?.seed as number) : undefined
  }

  keepSeed(seed: number): void {
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(this.#seedFile, JSON.stringify({ seed }))
  }

  get #seedFile(): string {
    return path.join(this.#folder, 'seed')
  }

  read(name: string): KeptGrade | undefined {
    return readJson(this.#file(name))
  }

  write(kept: KeptGrade): void {
    mkdirSync(this.#folder, { recursive: true })
    const file = this.#file(kept.grade.name)
    // Renaming makes sure that an interruption leaves either the whole grade or none.
    writeFileSync(`${file}.tmp`, JSON.stringify(kept))
    renameSync(`${file}.tmp`, file)
  }

  /** All kept grades, by name. */
  all(): KeptGrade[] {
    if (!existsSync(this.#folder)) return []
    const files = readdirSync(this.#folder).filter((file) => GRADE_FILE.test(file))
    const kept = files.flatMap((file) => readJson<KeptGrade>(path.join(this.#folder, file)) ?? [])
    return kept.sort((a, b) => (a.grade.name < b.grade.name ? -1 : 1))
  }

  #file(name: string): string {
    const digest = createHash('sha256').update(name).digest('hex').slice(0, 16)
    return path.join(this.#folder, `${digest}.json`)
  }
}

/**
 * The grades of several shards.
 *
 * @throws UsageError if a folder has none, or if they were made with different graders
 */
export function mergeKept(folders: string[], steps: string[]): KeptGrade[] {
  const kept = folders.flatMap((folder) => {
    const found = new KeptGrades(folder).all()
    if (found.length > 0) return found
    throw new UsageError(`${folder} holds no grades. Name the --out folders of the shards.`)
  })
  if (new Set(kept.map(({ madeWith }) => madeWith)).size > 1) {
    throw new UsageError('These grades were made with different checks or steps. Grade them again.')
  }
  const graded = kept[0]?.grade.steps.map(({ step }) => step).join()
  if (graded !== steps.join()) {
    throw new UsageError('These grades are for other steps. Name the same --steps as then.')
  }
  return kept.sort((a, b) => (a.grade.name < b.grade.name ? -1 : 1))
}

/** The digest of the grader and its settings. */
export function graderDigest(settings: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify([settings, process.version]))
  for (const folder of ['checks', 'shared', 'solutions', 'workshop/grade', 'workshop/runner']) {
    const names = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.sort().filter((name) => /\.(m?ts|mjs|md|patch|json)$/.test(name))) {
      hash.update(name).update(readFileSync(path.join(ROOT, folder, name)))
    }
  }
  return hash.update(readFileSync(path.join(ROOT, 'package-lock.json'))).digest('hex')
}

/** A grade that cannot be read is made again. */
function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}
