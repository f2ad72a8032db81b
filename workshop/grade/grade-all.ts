import { rmSync } from 'node:fs'
import { compileSandbox, GRADER_DATA } from './compile-sandbox.ts'
import { compileWorker } from './compile-worker.ts'
import type { Handed } from './find-submissions.ts'
import type { Grade, StepGrade } from './grade.ts'
import type { Took } from './parts.ts'
import type { SandboxKind } from './sandbox/launch.ts'
import { digestOf, type Submission } from './submission.ts'
import { Worker } from './workers.ts'

/** What to grade, and how. */
export interface Assignment {
  handed: Handed[]
  /** The requested steps. */
  steps: string[]
  /** All steps. */
  all: string[]
  sandbox: SandboxKind
  /** The seed of the exam. */
  seed: number
  /** How many submissions are graded at the same time. */
  jobs: number
}

/** The events of a run. */
export interface Watcher {
  /** A kept grade of the same submission. */
  known(name: string, digest: string): Grade | undefined
  onStart(name: string): void
  /** @param took how long the parts of the grading took, unless the grade was known */
  onGrade(grade: Grade, submission: Submission, took?: Took): void
}

/** Grades all submissions, several at a time, in the order of their names. */
export async function gradeAll(assignment: Assignment, watcher: Watcher, signal: AbortSignal) {
  const { handed, jobs } = assignment
  const grades: Grade[] = []
  const queue = [...handed.entries()]
  const open: Worker[] = []
  let files: Promise<{ folder: string; worker: string }> | undefined
  const stop = () => {
    for (const worker of open) worker.stop()
  }
  signal.addEventListener('abort', stop, { once: true })
  const work = async () => {
    let worker: Worker | undefined
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const [at, each] = next
      const submission = { ...(await each.read()), name: each.name }
      const digest = digestOf(submission)
      const known = watcher.known(each.name, digest)
      const judge = async () => {
        watcher.onStart(each.name)
        files ??= compile()
        const compiled = await files
        worker ??= new Worker(compiled.worker, {
          sandbox: assignment.sandbox,
          folder: compiled.folder,
          steps: assignment.all,
          seed: assignment.seed,
        })
        if (!open.includes(worker)) open.push(worker)
        return gradeOne(submission, worker, assignment.steps)
      }
      const { leftOut } = submission
      const { steps, took } = known ? { ...known, took: undefined } : await judge()
      const grade = known ?? { name: each.name, digest, leftOut, steps }
      if (signal.aborted) return
      grades[at] = grade
      watcher.onGrade(grade, submission, took)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.max(1, jobs) }, work))
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
    rmSync(GRADER_DATA, { recursive: true, force: true })
  }
  return grades.filter(Boolean)
}

async function gradeOne(
  { refused, files }: Submission,
  worker: Worker,
  steps: string[],
): Promise<{ steps: StepGrade[]; took?: Took }> {
  const same = (outcome: 'refused' | 'not graded', why: string) => ({
    steps: steps.map((step) => ({ step, outcome, why, passing: 0, checks: 0, remarks: [] })),
  })
  if (refused) return same('refused', refused)
  const graded = await worker.grade({ files, steps })
  return 'why' in graded ? same('not graded', graded.why) : graded
}

async function compile() {
  const [folder, worker] = await Promise.all([compileSandbox(), compileWorker()])
  return { folder, worker }
}
