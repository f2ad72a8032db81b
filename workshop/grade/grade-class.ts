import path from 'node:path'
import { UsageError } from '../run-command.ts'
import { newSeed } from './exam.ts'
import { findSubmissions, type Handed } from './find-submissions.ts'
import { gradeAll } from './grade-all.ts'
import { graderDigest, type KeptGrade, KeptGrades } from './kept-grades.ts'
import { ownWords } from './likeness.ts'
import type { Shard } from './options.ts'
import type { OutFolder } from './out-folder.ts'
import { ProgressLine } from './progress-line.ts'
import type { SandboxKind } from './sandbox/launch.ts'

/** The options of a run. */
export interface ClassOptions {
  paths: string[]
  /** The requested steps, and all steps. */
  steps: string[]
  all: string[]
  /** The folder of kept grades: an unchanged submission is not graded again. */
  out?: OutFolder
  sandbox: SandboxKind
  jobs: number
  /** The seed of the exam. By default, the seed of the last run. */
  seed?: number
  shard?: Shard
}

/** Grades the submissions at some paths, except unchanged ones that have a grade. */
export async function gradeClass(
  { paths, out, shard, ...options }: ClassOptions,
  signal: AbortSignal,
): Promise<KeptGrade[]> {
  const found = await findClass(paths, out?.folder)
  out?.claim()
  const handed = found.filter((_, at) => !shard || at % shard.count === shard.index - 1)
  const isolated = options.sandbox !== 'none'
  const madeWith = graderDigest({ steps: options.steps, isolated })
  const store = out === undefined ? undefined : new KeptGrades(out.folder)
  const seed = options.seed ?? store?.seed() ?? newSeed()
  store?.keepSeed(seed)
  const progress = new ProgressLine(process.stderr, handed.length)
  const kept = new Map<string, KeptGrade>()
  await gradeAll(
    { ...options, handed, seed },
    {
      known(name, digest) {
        const before = store?.read(name)
        const same = before?.madeWith === madeWith && before.grade.digest === digest
        return same && isFinal(before) ? before.grade : undefined
      },
      onStart: (name) => progress.start(name),
      onGrade(grade, { files }) {
        const one = { madeWith, isolated, grade, print: ownWords(files) }
        kept.set(grade.name, one)
        store?.write(one)
        progress.finish(grade)
      },
    },
    signal,
  )
  progress.clear()
  return handed.flatMap(({ name }) => kept.get(name) ?? [])
}

/**
 * The submissions, without the folder for the reports if it is among them.
 *
 * @throws UsageError if the reports would be in a submission
 */
async function findClass(paths: string[], out: string | undefined): Promise<Handed[]> {
  const found = await findSubmissions(paths)
  if (out === undefined) return found
  const around = [
    ...paths.filter((each) => path.relative(each, out) === ''),
    ...found.map(({ file }) => file).filter((file) => !paths.includes(file) && isIn(file, out)),
  ]
  if (around.length === 0) return found.filter(({ file }) => path.relative(file, out) !== '')
  throw new UsageError(`--out is in ${around[0]}, which is to be graded. Name a folder elsewhere.`)
}

function isIn(folder: string, file: string): boolean {
  const inner = path.relative(folder, file)
  return inner !== '' && inner.split(path.sep)[0] !== '..' && !path.isAbsolute(inner)
}

/** A failure of the grader is not kept: the next run may succeed. */
function isFinal({ grade }: KeptGrade): boolean {
  return grade.steps.every(({ outcome }) => outcome !== 'not graded')
}
