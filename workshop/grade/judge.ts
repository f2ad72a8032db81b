import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  failing,
  notLoaded,
  passed,
  passing,
  reportError,
  type StepReport,
} from '../runner/report.ts'
import type { JudgedStep, Outcome } from './grade.ts'
import { playSession, type Told } from './plain-session.ts'
import type { Relay } from './relay.ts'
import type { Launch } from './sandbox/container.ts'
import { type Ended, LATE, Sandbox } from './sandbox/sandbox.ts'
import { differenceText, Exam, stepNumberOf } from './sit-exam.ts'
import {
  type Compiled,
  compileFiles,
  type Files,
  type Origin,
  stepOf,
  type TreeMaker,
} from './trees.ts'

/** A tree to serve, and how to tell it from others. */
interface Tree {
  origins: ReadonlyMap<string, Origin>
  ownApp: boolean
}

/** What a judge works with. */
export interface Tools {
  /** Leads to the sandbox whose tree is judged. */
  relay: Relay
  /** Leads to the solution, while it is compared with. */
  solutionRelay: Relay
  launch: () => Launch
  trees: TreeMaker
  /** Runs the suite of a step against what the relay leads to. */
  runSuite(step: string): Promise<StepReport>
  /** All steps there are. */
  steps: string[]
  /** How long one submission may take, in milliseconds. */
  budget?: number
}

/**
 * Finds out how the steps of a submission stand. What this believes is only what came back over
 * HTTP, and what its own process has made of it.
 */
export class Judge {
  readonly #tools: Tools
  /** What the solution told in the session, by the origins of its tree. */
  readonly #expected = new Map<string, Told[]>()
  readonly #exams = new Map<string, Exam>()
  #spare: Sandbox | undefined
  #current: Sandbox | undefined
  #deadline = Infinity
  /** How long the solution's session took: what time means on this machine. */
  #pace = 0

  constructor(tools: Tools) {
    this.#tools = tools
  }

  /** Has a sandbox ready for the next tree. */
  keepWarm(): void {
    this.#spare ??= new Sandbox(this.#tools.launch())
  }

  stop(): void {
    this.#spare?.stop()
    this.#current?.stop()
  }

  /** Grades the steps asked for. */
  async grade(files: Files, asked: string[]): Promise<JudgedStep[]> {
    const compiled = await compileFiles(files)
    const submission = new SubmissionTrees(compiled, this.#tools.trees, this.#tools.steps)
    const budget = this.#tools.budget ?? Math.max(BUDGET, this.#pace * PATIENCE)
    this.#deadline = Date.now() + budget
    const timer = setTimeout(() => this.#current?.expire(), budget)
    try {
      return await this.#gradeAll(submission, asked)
    } finally {
      clearTimeout(timer)
    }
  }

  async #gradeAll(submission: SubmissionTrees, asked: string[]): Promise<JudgedStep[]> {
    const grades = new Map<string, JudgedStep>()
    for (const step of asked) {
      const grade = submission.gradeUnrun(step)
      if (grade) grades.set(step, grade)
    }
    const groups = groupBy(
      asked.filter((step) => !grades.has(step)),
      (step) => submission.treeFor(step),
    )
    for (const { tree, steps } of groups) {
      for (const grade of await this.#judge(submission, tree, steps)) grades.set(grade.step, grade)
    }
    for (const step of asked.filter((step) => !ENDED.has(grades.get(step)?.outcome))) {
      // A step stands for itself: what another one spoils, or a slow moment, is not its fault.
      const late = grades.get(step)?.outcome === 'timed out'
      const again = submission.treeAlone(step)
      if (!late && !submission.differs(again, submission.treeFor(step))) continue
      if (Date.now() > this.#deadline) break
      const [alone] = await this.#judge(submission, again, [step])
      if (alone && (alone.outcome === 'passed' || alone.passing > (grades.get(step)?.passing ?? 0)))
        grades.set(step, alone)
    }
    return asked.map((step) => grades.get(step) as JudgedStep)
  }

  async #judge(submission: SubmissionTrees, tree: Tree, steps: string[]): Promise<JudgedStep[]> {
    const remarks = submission.remarksOn(tree, steps)
    const grades: JudgedStep[] = []
    let sandbox: Sandbox | undefined
    for (const step of steps) {
      sandbox = sandbox && !sandbox.ended ? sandbox : undefined
      const served = sandbox ?? (await this.#serve(submission.files(tree), true))
      if (!(served instanceof Sandbox)) {
        grades.push({ step, ...notServed(served), remarks })
        continue
      }
      sandbox = served
      const report = await this.#run(step)
      // The end of a process is heard of after the end of its connections.
      if (!passed(report)) await pause(50)
      const grade = gradeOf(report, sandbox.ended, remarks)
      grades.push(grade)
      // After a failure the process may be hurt; it must not fail the next step, too.
      if (grade.outcome !== 'passed') sandbox.stop()
    }
    sandbox?.stop()
    const good = grades.filter(({ outcome }) => outcome === 'passed').map(({ step }) => step)
    const differences = good.length > 0 ? await this.#secondRun(submission, tree, good) : new Map()
    const rest = good.filter((step) => !differences.has(step))
    for (const [step, found] of await this.#exam(submission, tree, rest))
      differences.set(step, found)
    return grades.map((grade) => {
      const difference = differences.get(grade.step)
      if (!difference || grade.outcome !== 'passed') return grade
      return { ...grade, outcome: 'failed', ...difference }
    })
  }

  async #run(step: string): Promise<StepReport> {
    try {
      return await this.#tools.runSuite(step)
    } catch (error) {
      return notLoaded(step, reportError(error))
    }
  }

  /** Plays a session of ordinary people, without hooks: each step must answer as the solution does. */
  async #secondRun(submission: SubmissionTrees, tree: Tree, steps: string[]) {
    const expected = await this.#expectedFor(submission, tree)
    const served = await this.#serve(submission.files(tree), false)
    const told = served instanceof Sandbox ? await playSession(this.#tools.relay.url) : []
    if (served instanceof Sandbox) served.stop()
    return new Map(
      steps.flatMap((step) => {
        const at = expected.findIndex((each, at) => {
          return each.step === step && each.answer !== told[at]?.answer
        })
        if (at === -1) return []
        const [right, wrong] = [expected[at] as Told, told[at]]
        const why =
          `${right.request}\nanswered\n${wrong?.answer ?? 'nothing'}\n` +
          `where the solution answers\n${right.answer}`
        return [[step, { first: DIFFERS, why, differs: true }]]
      }),
    )
  }

  /** Plays the sessions of the exam, as far as steps without a gap are done. */
  async #exam(submission: SubmissionTrees, tree: Tree, good: string[]) {
    const gap = [...tree.origins].findIndex(([step, origin]) => {
      return origin === 'starter' || (origin === 'submission' && !good.includes(step))
    })
    const done = [...tree.origins.keys()].slice(0, gap === -1 ? undefined : gap)
    const judged = done.filter((step) => good.includes(step))
    const last = judged.at(-1)
    if (last === undefined || Date.now() > this.#deadline) return []
    const origins = solvedOrigins(tree)
    const key = `${[...origins.values()]} ${last}`
    const serve = async (each: Tree) => {
      const served = await this.#serve(submission.files(each), true)
      if (served instanceof Sandbox) return served
      throw new Error(served.message)
    }
    const exam =
      this.#exams.get(key) ??
      new Exam(
        this.#tools.solutionRelay,
        () => serve({ origins, ownApp: true }),
        Number(last.slice(0, 2)),
      )
    this.#exams.set(key, exam)
    try {
      const difference = await exam.sit(this.#tools.relay, () => serve(tree))
      if (!difference) return []
      const number = stepNumberOf(difference)
      const step = judged.find((each) => each.slice(0, 2) === number) ?? last
      const found = { first: DIFFERS_IN_EXAM, why: differenceText(difference), differs: true }
      return [[step, found] as const]
    } catch (error) {
      const found = { first: DIFFERS_IN_EXAM, why: (error as Error).message, differs: true }
      return [[last, found] as const]
    }
  }

  async #expectedFor(submission: SubmissionTrees, tree: Tree): Promise<Told[]> {
    const origins = solvedOrigins(tree)
    const key = [...origins.values()].join()
    const known = this.#expected.get(key)
    if (known) return known
    const served = await this.#serve(submission.files({ origins, ownApp: true }), false)
    if (!(served instanceof Sandbox))
      throw new Error(`the solution is not served: ${served.message}`)
    const start = Date.now()
    const told = await playSession(this.#tools.relay.url)
    this.#pace = Math.max(this.#pace, Date.now() - start)
    served.stop()
    this.#expected.set(key, told)
    return told
  }

  async #serve(files: Files, hooks: boolean): Promise<Sandbox | Ended> {
    if (Date.now() > this.#deadline) return LATE
    const sandbox = this.#spare ?? new Sandbox(this.#tools.launch())
    this.#current = sandbox
    this.#spare = undefined
    await sandbox.ready
    this.keepWarm()
    const folder = `${sandbox.scratch}/${randomBytes(4).toString('hex')}/${hooks ? 'steps' : 'app'}`
    const ended = await sandbox.serve({ folder, files, hooks })
    if (ended ?? sandbox.ended) return ended ?? (sandbox.ended as Ended)
    this.#tools.relay.leadTo(sandbox)
    return sandbox
  }
}

/** How long one submission may take, in milliseconds, or in sessions of the solution. */
const BUDGET = 45_000
const PATIENCE = 40

/** What another run would not change. */
const ENDED = new Set<Outcome | undefined>(['passed', 'not attempted', 'does not compile'])

const DIFFERS_IN_EXAM = 'answers as the solution does in sessions of the exam'
const DIFFERS = 'answers as the solution does when it is used without the checks'

/** The same tree with the solution in place of the submission. */
function solvedOrigins({ origins }: Tree): Map<string, Origin> {
  const solved = [...origins].map(([step, origin]): [string, Origin] => {
    return [step, origin === 'submission' ? 'solution' : origin]
  })
  return new Map(solved)
}

/** Which trees a submission is judged in. */
class SubmissionTrees {
  readonly #compiled: Compiled
  readonly #maker: TreeMaker
  readonly #steps: string[]
  readonly #sound: Set<string>

  constructor(compiled: Compiled, maker: TreeMaker, steps: string[]) {
    this.#compiled = compiled
    this.#maker = maker
    this.#steps = steps
    this.#sound = new Set(steps.filter((step) => !this.gradeUnrun(step)))
  }

  /** What needs no run: a step that nobody has written, or that does not compile. */
  gradeUnrun(step: string): JudgedStep | undefined {
    const none = { step, passing: 0, checks: 0, remarks: [] }
    if (!this.#maker.attempted(this.#compiled.files, step))
      return { ...none, outcome: 'not attempted' }
    const error = this.#compiled.errors.find(({ file }) => stepOf(file) === step)
    if (!error) return undefined
    const why = `${error.file}:${error.line}: ${error.message}`
    return { ...none, outcome: 'does not compile', why }
  }

  /** The submission's own tree, but for what nobody could load: there the steps before are the solution's. */
  treeFor(step: string): Tree {
    const origins = this.#steps.map((each): [string, Origin] => {
      if (this.#sound.has(each)) return [each, 'submission']
      return [each, each < step ? 'solution' : 'starter']
    })
    return { origins: new Map(origins), ownApp: this.#appError() !== undefined }
  }

  /** The step alone, on the solution's earlier steps. */
  treeAlone(step: string): Tree {
    const origins = this.#steps.map((each): [string, Origin] => {
      if (each === step) return [each, 'submission']
      return [each, each < step ? 'solution' : 'starter']
    })
    return { origins: new Map(origins), ownApp: true }
  }

  files({ origins, ownApp }: Tree): Files {
    return this.#maker.compose(this.#compiled.files, origins, ownApp)
  }

  differs(one: Tree, other: Tree): boolean {
    return keyOf(one) !== keyOf(other)
  }

  remarksOn({ origins, ownApp }: Tree, steps: string[]): string[] {
    const replaced = [...origins].filter(([step, origin]) => {
      return origin === 'solution' && steps.some((judged) => step < judged)
    })
    const names = replaced.map(([step]) => step)
    const error = this.#appError()
    return [
      ...(names.length > 0 ? [`judged with the solution's ${names.join(', ')} in place`] : []),
      ...(ownApp ? ["judged with the workshop's app.ts in place"] : []),
      ...(error ? [`app.ts does not compile: line ${error.line}: ${error.message}`] : []),
    ]
  }

  #appError() {
    return this.#compiled.errors.find(({ file }) => file === 'app.ts')
  }
}

function keyOf({ origins, ownApp }: Tree): string {
  return JSON.stringify([[...origins], ownApp])
}

function groupBy(steps: string[], treeOf: (step: string) => Tree) {
  const groups = new Map<string, { tree: Tree; steps: string[] }>()
  for (const step of steps) {
    const tree = treeOf(step)
    const group = groups.get(keyOf(tree)) ?? { tree, steps: [] }
    group.steps.push(step)
    groups.set(keyOf(tree), group)
  }
  return groups.values()
}

function notServed({ how, message }: Ended) {
  const outcome = how === 'timed out' ? ('timed out' as const) : ('crashed' as const)
  return { outcome, passing: 0, checks: 0, first: 'the API can be loaded', why: message }
}

function gradeOf(report: StepReport, ended: Ended | undefined, remarks: string[]): JudgedStep {
  const { step, checks, verdicts } = report
  const counts = { passing: passing(report).length, checks: checks.length }
  const first = failing(report)[0]?.check ?? checks[verdicts.length]
  const known = { step, ...counts, first, remarks, report }
  if (ended) {
    const outcome = ended.how === 'timed out' ? 'timed out' : 'crashed'
    return { ...known, outcome, why: ended.message }
  }
  if (passed(report)) return { step, ...counts, remarks, report, outcome: 'passed' }
  const unanswered = verdicts.some(({ failure }) => failure?.unanswered)
  return { ...known, outcome: unanswered ? 'timed out' : 'failed' }
}
