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
      if (this.#isLate) break
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
    let unloadable: Ended | undefined
    for (const step of steps) {
      if (!sandbox || sandbox.ended) {
        const served = unloadable ?? (await this.#serve(submission.files(tree), true))
        if (!(served instanceof Sandbox)) {
          // Loading is the same for every step of a tree.
          if (grades.length === 0) unloadable = served
          grades.push({ step, ...notServed(served), remarks })
          continue
        }
        sandbox = served
      }
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
    const isLate = this.#isLate
    return grades.map((grade): JudgedStep => {
      if (grade.outcome !== 'passed') return grade
      const difference = differences.get(grade.step)
      if (difference) return { ...grade, outcome: 'failed', ...difference }
      // What was not looked at to its end has not passed.
      if (isLate) return { ...grade, outcome: 'timed out', why: LATE.message }
      const told = BY_HOOKS.has(grade.step.slice(0, 2)) && !good.includes(LOGIN)
      return told ? { ...grade, remarks: [...grade.remarks, TOLD] } : grade
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
          return step.startsWith(each.step) && each.answer !== told[at]?.answer
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
    if (last === undefined || this.#isLate) return []
    const origins = solvedOrigins(tree)
    const key = `${[...origins.values()]} ${last}`
    const solution = () => this.#serveSolution(submission, origins, true)
    const exam =
      this.#exams.get(key) ??
      new Exam(this.#tools.solutionRelay, solution, Number(last.slice(0, 2)))
    this.#exams.set(key, exam)
    const found = (step: string, why: string) =>
      [[step, { first: IN_EXAM, why, differs: true }]] as const
    try {
      const difference = await exam.sit(this.#tools.relay, async () => {
        const served = await this.#serve(submission.files(tree), true)
        if (served instanceof Sandbox) return served
        throw new NotServed(served.message)
      })
      if (!difference || this.#isLate) return []
      const number = stepNumberOf(difference)
      const step = judged.find((each) => each.slice(0, 2) === number) ?? last
      return found(step, differenceText(difference))
    } catch (error) {
      if (error instanceof NotServed) return found(last, error.message)
      throw error
    }
  }

  async #expectedFor(submission: SubmissionTrees, tree: Tree): Promise<Told[]> {
    const origins = solvedOrigins(tree)
    const key = [...origins.values()].join()
    const known = this.#expected.get(key)
    if (known) return known
    const sandbox = await this.#serveSolution(submission, origins, false)
    this.#tools.solutionRelay.leadTo(sandbox)
    const start = Date.now()
    const told = await playSession(this.#tools.solutionRelay.url)
    this.#pace = Math.max(this.#pace, Date.now() - start)
    sandbox.stop()
    this.#expected.set(key, told)
    return told
  }

  /** Serves a tree of the submission, until its time is up. */
  async #serve(files: Files, hooks: boolean): Promise<Sandbox | Ended> {
    if (this.#isLate) return LATE
    const sandbox = await this.#takeSandbox()
    this.#current = sandbox
    const ended = await this.#load(sandbox, files, hooks)
    if (ended) return ended
    this.#tools.relay.leadTo(sandbox)
    return sandbox
  }

  /** Serves a tree of the solution, which has all the time it needs. */
  async #serveSolution(submission: SubmissionTrees, origins: Map<string, Origin>, hooks: boolean) {
    const sandbox = await this.#takeSandbox()
    const ended = await this.#load(sandbox, submission.files({ origins, ownApp: true }), hooks)
    if (ended) throw new Error(`the solution is not served: ${ended.message}`)
    return sandbox
  }

  async #takeSandbox(): Promise<Sandbox> {
    const sandbox = this.#spare ?? new Sandbox(this.#tools.launch())
    this.#spare = undefined
    await sandbox.ready
    this.keepWarm()
    return sandbox
  }

  async #load(sandbox: Sandbox, files: Files, hooks: boolean): Promise<Ended | undefined> {
    const folder = `${sandbox.scratch}/${randomBytes(4).toString('hex')}/${hooks ? 'steps' : 'app'}`
    return (await sandbox.serve({ folder, files, hooks })) ?? sandbox.ended
  }

  get #isLate(): boolean {
    return Date.now() > this.#deadline
  }
}

/** A tree that was served before is not any more. */
class NotServed extends Error {}

/** How long one submission may take, in milliseconds, or in sessions of the solution. */
const BUDGET = 60_000
const PATIENCE = 40

/** What another run would not change. */
const ENDED = new Set<Outcome | undefined>(['passed', 'not attempted', 'does not compile'])

/** Steps of which a request shows nothing before a login gives out tokens. */
const BY_HOOKS = new Set(['01', '02'])
const LOGIN = '03-login'
const TOLD = "told by the submission's own process alone: no request shows it before 03-login works"

const IN_EXAM = 'answers as the solution does in sessions of the exam'
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
