import { setTimeout as pause } from 'node:timers/promises'
import { notLoaded, type Passes, passed, reportError, type StepReport } from '../runner/report.ts'
import { Comparison, type ComparisonTools, IN_EXAM } from './comparison.ts'
import type { JudgedStep, Outcome } from './grade.ts'
import { gradeOf, notServed } from './outcomes.ts'
import { type Ended, LATE, Sandbox } from './sandbox/sandbox.ts'
import { groupByTree, keyOf, SubmissionTrees, type Tree } from './submission-trees.ts'
import { compileFiles, type Files, type TreeMaker } from './trees.ts'

/** What a judge needs. */
export interface Tools extends ComparisonTools {
  trees: TreeMaker
  /** Runs the suite of a step, or one of its checks, against the relay's sandbox. */
  runSuite(step: string, check?: string): Promise<StepReport>
  /** All steps. */
  steps: string[]
  /** The time limit for one submission, in milliseconds. */
  budget?: number
}

/**
 * The time limit for one submission, in milliseconds. On a slow machine, it is a multiple of the
 * solution's session.
 */
const BUDGET = 80_000
const PATIENCE = 40
const LONGEST_BUDGET = 150_000

/** The time limit for finding the causes of a submission's failures, in milliseconds. */
const TO_EXPLAIN = 15_000

/** Outcomes that another run would not change. */
const FINAL = new Set<Outcome | undefined>(['passed', 'not attempted', 'does not compile'])

/** Outcomes of steps that cannot make another one fail. */
const FINE = new Set<Outcome | undefined>(['passed', 'not attempted'])

function isFinal(grade: JudgedStep | undefined): boolean {
  return FINAL.has(grade?.outcome) || grade?.first === IN_EXAM
}

/**
 * Grades the steps of a submission. It trusts only HTTP responses and the rows that the grader
 * keeps itself.
 */
export class Judge {
  readonly #tools: Tools
  readonly #comparison: Comparison

  constructor(tools: Tools) {
    this.#tools = tools
    this.#comparison = new Comparison(tools)
  }

  /** Grades the requested steps. */
  async grade(files: Files, asked: string[]): Promise<JudgedStep[]> {
    const { trees, steps } = this.#tools
    const submission = new SubmissionTrees(await compileFiles(files), trees, steps)
    const unrun = asked.map((step) => submission.gradeUnrun(step))
    if (unrun.every((grade) => grade !== undefined)) return unrun
    if (this.#comparison.pace === 0) await this.#comparison.measurePace(submission)
    const limit = this.#budget
    const grades = await this.#gradeWithin(limit, submission, asked)
    if (!grades.some(({ outcome }) => outcome === 'timed out')) return grades
    // The machine can have become slower since, which is not the submission's fault.
    await this.#comparison.measurePace(submission)
    return this.#budget > limit ? this.#gradeWithin(this.#budget, submission, asked) : grades
  }

  get #budget(): number {
    const slow = Math.min(LONGEST_BUDGET, this.#comparison.pace * PATIENCE)
    return this.#tools.budget ?? Math.max(BUDGET, slow)
  }

  async #gradeWithin(
    limit: number,
    submission: SubmissionTrees,
    asked: string[],
  ): Promise<JudgedStep[]> {
    const { stage } = this.#tools
    stage.begin(limit)
    try {
      return await this.#gradeAll(submission, asked)
    } finally {
      stage.end()
    }
  }

  async #gradeAll(submission: SubmissionTrees, asked: string[]): Promise<JudgedStep[]> {
    const grades = new Map<string, JudgedStep>()
    for (const step of asked) {
      const grade = submission.gradeUnrun(step)
      if (grade) grades.set(step, grade)
    }
    const toRun = asked.filter((step) => !grades.has(step))
    for (const { tree, steps } of groupByTree(toRun, (step) => submission.treeFor(step))) {
      for (const grade of await this.#judge(submission, tree, steps)) grades.set(grade.step, grade)
    }
    for (const step of asked.filter((step) => !isFinal(grades.get(step)))) {
      // A step is judged by itself: another step, or a slow moment, can have made it fail.
      const outcome = grades.get(step)?.outcome
      const late = outcome === 'timed out'
      const whole = submission.treeFor(step)
      // Steps that are right only without each other are not right: one of them must not pass.
      const isOnly = this.#tools.steps.every((each) => {
        return each === step || FINE.has((grades.get(each) ?? submission.gradeUnrun(each))?.outcome)
      })
      const alone = isOnly ? whole : submission.treeAlone(step, outcome !== 'failed')
      if (!late && keyOf(alone) === keyOf(whole)) continue
      if (this.#tools.stage.isLate) {
        // What happened together with another step says nothing about this one.
        const grade = grades.get(step) as JudgedStep
        if (outcome === 'crashed') grades.set(step, { ...grade, ...notServed(LATE) })
        continue
      }
      const [again] = await this.#judge(submission, alone, [step])
      if (again && (again.outcome === 'passed' || again.passing > (grades.get(step)?.passing ?? 0)))
        grades.set(step, again)
    }
    return asked.map((step) => grades.get(step) as JudgedStep)
  }

  /** Gives work that explains grades a limited time. */
  async explaining<T>(work: () => Promise<T>): Promise<T> {
    this.#tools.stage.begin(TO_EXPLAIN)
    try {
      return await this.#tools.stage.parts.measure('causes', work)
    } finally {
      this.#tools.stage.end()
    }
  }

  /** Judges some steps in one tree, with the suites, the second run and the exam. */
  async #judge(submission: SubmissionTrees, tree: Tree, steps: string[]): Promise<JudgedStep[]> {
    const { parts } = this.#tools.stage
    const { grades, sandbox } = await parts.measure('suites', () =>
      this.#runSuites(submission, tree, steps),
    )
    const good = grades.filter(({ outcome }) => outcome === 'passed').map(({ step }) => step)
    const differences = await parts.measure('exam', () =>
      this.#comparison.inExam(submission, tree, good, sandbox),
    )
    sandbox?.stop()
    const rest = good.filter((step) => !differences.has(step))
    const keys = new Set(sandbox?.hooks.kept.keysMade)
    const inSession = await parts.measure('second run', () =>
      this.#comparison.inSession(submission, tree, rest, keys),
    )
    for (const [step, found] of inSession) differences.set(step, found)
    const { isLate } = this.#tools.stage
    return grades.map((grade): JudgedStep => {
      if (grade.outcome !== 'passed') return grade
      const difference = differences.get(grade.step)
      if (difference) return { ...grade, outcome: 'failed', ...difference }
      // A step whose examination was not finished has not passed.
      return isLate ? { ...grade, outcome: 'timed out', why: LATE.message } : grade
    })
  }

  /** Runs the suites. Returns the grades, and the sandbox that the exam can use. */
  async #runSuites(submission: SubmissionTrees, tree: Tree, steps: string[]) {
    const remarks = submission.remarksOn(tree, steps)
    const files = submission.files(tree)
    const grades: JudgedStep[] = []
    let sandbox: Sandbox | undefined
    let unloadable: Ended | undefined
    for (const step of steps) {
      if (!sandbox || sandbox.ended) {
        const served = unloadable ?? (await this.#serve(files))
        if (!(served instanceof Sandbox)) {
          // Loading gives the same result for every step of a tree.
          if (grades.length === 0) unloadable = served
          grades.push({ step, ...notServed(served), remarks })
          continue
        }
        sandbox = served
      }
      const grade = await this.#runSuite(step, sandbox, remarks)
      const { first } = grade
      const passes = first === undefined ? undefined : this.#passes(files, step, first)
      grades.push({ ...grade, ...(passes && { passes }) })
      // After a failure, the process may be broken, and must not make the next step fail.
      if (grade.outcome !== 'passed') sandbox.stop()
    }
    return { grades, sandbox }
  }

  async #runSuite(step: string, sandbox: Sandbox, remarks: string[]): Promise<JudgedStep> {
    await sandbox.hooks.ask({ begin: 'suite' })
    const report = await this.#report(step)
    // The end of a process is noticed after the end of its connections.
    if (!passed(report)) await pause(50)
    return gradeOf(report, sandbox.ended, remarks)
  }

  /** Whether a check passes in a tree with some sources replaced. */
  #passes(files: Files, step: string, check: string): Passes {
    return async (exchanged) => {
      const { stage } = this.#tools
      const compiled = await compileFiles(Object.fromEntries(exchanged))
      if (compiled.errors.length > 0) return false
      const sandbox = await this.#serve({ ...files, ...compiled.files })
      // The time of the submission is up. What was found so far proves nothing.
      if (stage.isLate) throw new Error(LATE.message)
      if (!(sandbox instanceof Sandbox)) return false
      try {
        await sandbox.hooks.ask({ begin: 'suite' })
        const { verdicts } = await this.#tools.runSuite(step, check)
        if (stage.isLate) throw new Error(LATE.message)
        return verdicts.some((each) => each.check === check && !each.failure && !each.skipped)
      } finally {
        sandbox.stop()
      }
    }
  }

  async #report(step: string): Promise<StepReport> {
    try {
      return await this.#tools.runSuite(step)
    } catch (error) {
      return notLoaded(step, reportError(error))
    }
  }

  #serve(files: Files): Promise<Sandbox | Ended> {
    return this.#tools.stage.serve(this.#tools.relay, files)
  }
}
