import { isDeepStrictEqual } from 'node:util'
import { SESSIONS } from '../../checks/exam/exam.ts'
import { dropSpare, keepSpare } from '../../checks/exam/tree.ts'
import { answersFor, closeAnswers, examine, SEED } from '../exam/step-exam.ts'
import { LEARNERS } from '../failure/checked-code.ts'
import { explainReport, withTypeError } from '../failure/explain.ts'
import type { Explanation } from '../failure/explanation.ts'
import { proveWhere } from '../failure/prove-where.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { STEPS } from '../paths.ts'
import { awaitsExam, noteReports } from '../progress/note-reports.ts'
import {
  currentStep,
  isProgressNew,
  type Progress,
  progressOf,
  readProgress,
  writeProgress,
} from '../progress/progress.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { SpareProcess, startWarmProcess } from '../runner/process.ts'
import { checksPass, differs, passed, type StepReport } from '../runner/report.ts'
import { errorsOf, findTypeErrors, type TypeReport } from './type-errors.ts'

/** If a verdict takes longer than this, "Checking" is shown before it. In milliseconds. */
const SLOW = 250

const SITTING = { seed: SEED, sessions: SESSIONS, shrinkFor: 3000 }

/** The state of the loop. The view decides how to show it. */
export interface WorkshopState {
  /** All steps, in order. */
  steps: string[]
  /** The current step. */
  current: string
  progress: Progress
  checking: boolean
  /** The newest report of the current step. */
  report?: StepReport
  /** The newest report of each checked step. */
  reports: Record<string, StepReport>
  /** The explanation of its first failure. */
  failure?: Explanation
  /** Type errors in the learner's tree, such as `steps/01-token-model/models.ts:12: …`. */
  typeErrors: string[]
  /** Unused imports in the learner's tree. */
  unused: string[]
  /** The output of the learner's code. */
  printed: string
  /** The response to the last key, in a sentence. */
  notice?: string
}

/** What is known of a step that has not been checked. */
const NOTHING_YET = {
  checking: true,
  report: undefined,
  failure: undefined,
  typeErrors: [],
  unused: [],
  printed: '',
}

/** The learner's way through the steps: it checks their tree, and stores their progress. */
export class Workshop {
  readonly state: WorkshopState
  readonly #listeners: Set<() => void>
  readonly #spare: SpareProcess
  #run = new AbortController()
  #saved: string | undefined
  #waiting: (() => void)[] = []
  #types: Promise<TypeReport> = Promise.resolve({ errors: [], unused: [] })

  /** @param first a process that was started early, for the first verdict */
  constructor(onChange: () => void = () => {}, first = startWarmProcess()) {
    this.#spare = new SpareProcess(first)
    const steps = findCheckedSteps().map(({ name }) => name)
    const progress = readProgress()
    const current = currentStep(progress, steps)
    this.state = { steps, current, progress, reports: {}, ...NOTHING_YET }
    this.#listeners = new Set([onChange])
  }

  /** @returns a function that removes the listener */
  listen(onChange: () => void): () => void {
    this.#listeners.add(onChange)
    return () => this.#listeners.delete(onChange)
  }

  /** Checks all steps, the current one first. */
  checkAll(): Promise<void> {
    this.#adopt()
    return this.#check(this.#all())
  }

  /**
   * Checks the current step, then the earlier ones and those that passed before. It cancels a run
   * that is still active.
   *
   * @param saved the file that was saved, relative to steps/
   */
  check(saved?: string): Promise<void> {
    this.#saved = saved
    this.#adopt()
    const { current, progress } = this.state
    const counts = (step: string) => step <= current || progressOf(progress, step).done
    return this.#check(progress.current ? this.#all().filter(counts) : this.#all())
  }

  async #check(steps: string[]): Promise<void> {
    this.#run.abort()
    const run = new AbortController()
    this.#run = run
    const { signal } = run
    const judged: Promise<void>[] = []
    let types: Promise<TypeReport> | undefined
    Object.assign(this.state, { checking: true, notice: undefined, typeErrors: [], unused: [] })
    const slow = setTimeout(() => this.#onChange(), SLOW)
    const onReport = (report: StepReport, done: boolean) => {
      if (!done || signal.aborted) return
      clearTimeout(slow)
      // Together with the other steps, because the current one already has its verdict.
      types ??= this.#types = this.#findTypeErrors(signal)
      judged.push(this.#take(report, types))
    }
    // The verdict of the current step does not wait until the others are compiled.
    const first = this.state.progress.current ? steps.slice(0, 1) : steps
    const warm = this.#spare.take()
    const checked = await checkSteps({ tree: 'steps' }, first, { signal, onReport, warm })
    clearTimeout(slow)
    this.#spare.keep()
    const others = steps.slice(first.length)
    const later =
      others.length > 0 && !signal.aborted
        ? await checkSteps({ tree: 'steps' }, others, { signal, onReport })
        : undefined
    await Promise.all(judged)
    if (signal.aborted) return
    this.#store()
    this.#change({ printed: checked.printed + (later?.printed ?? '') })
    await Promise.all([types, this.#sitExam(signal)])
    await this.#proveWhere(signal)
    await this.#examineSkipped(signal)
    // The proof is awaited. This prepares the next save.
    await this.#prepareExam(signal)
  }

  /**
   * Runs the exam for the current step if its checks pass. The verdict of the checks does not wait
   * for it.
   */
  async #sitExam(signal: AbortSignal): Promise<void> {
    const { report } = this.state
    if (!report || !checksPass(report)) return
    const examined = { ...report }
    await examine([examined], { tree: STEPS }, { ...SITTING, signal })
    if (!signal.aborted) await this.#examined(examined)
  }

  /**
   * Runs the exam for the earlier steps that pass their checks and that the learner has skipped. If
   * the exam of the current step has agreed, there are none.
   */
  async #examineSkipped(signal: AbortSignal): Promise<void> {
    const { current, progress, reports, steps } = this.state
    const { errors } = await this.#types
    const earlier = steps.slice(0, steps.indexOf(current)).map((step) => reports[step])
    const failing = earlier.findIndex((report) => !report || !checksPass(report))
    let passing = (failing < 0 ? earlier : earlier.slice(0, failing)) as StepReport[]
    while (!signal.aborted) {
      const last = passing.findLastIndex(
        ({ step }) => awaitsExam(progress, step) && errorsOf(step, errors).length === 0,
      )
      if (last < 0) return
      const examined = passing.slice(0, last + 1).map((report) => ({ ...report }))
      await examine(examined, { tree: STEPS }, { ...SITTING, signal })
      answersFor((passing[last] as StepReport).step).close()
      if (signal.aborted) return
      for (const report of examined) reports[report.step] = report
      this.#note(examined, errors)
      this.#store()
      this.#onChange()
      // A difference says nothing about the steps before it.
      passing = passing.slice(0, Math.max(0, examined.findIndex(differs)))
    }
  }

  /** Only prepares. An error is reported when the result is needed. */
  async #prepareExam(signal: AbortSignal): Promise<void> {
    const { report } = this.state
    if (!report || signal.aborted) return
    keepSpare()
    await answersFor(report.step)
      .prepare(SEED, SESSIONS, signal)
      .catch(() => {})
  }

  async #examined(report: StepReport): Promise<void> {
    const { steps, reports } = this.state
    const { errors } = await this.#types
    const earlier = steps.slice(0, steps.indexOf(report.step)).map((step) => reports[step])
    this.#note([...earlier.filter((each) => each !== undefined), report], errors)
    this.#store()
    reports[report.step] = report
    this.#change({ report, failure: await this.#explain(report) })
  }

  #note(reports: StepReport[], errors: string[]): void {
    const mistyped = this.state.steps.filter((step) => errorsOf(step, errors).length > 0)
    noteReports(this.state.progress, reports, { changed: this.#saved?.split('/')[0], mistyped })
  }

  /** The explanation of a report, with the compiler's result so far. */
  async #explain(report: StepReport): Promise<Explanation | undefined> {
    const told = await explainReport(report, LEARNERS)
    const explanation = told && { ...told, ...(!told.proved && { looking: true }) }
    return explanation && withTypeError(explanation, errorsOf(report.step, this.state.typeErrors))
  }

  async #findTypeErrors(signal: AbortSignal): Promise<TypeReport> {
    const report = await findTypeErrors(signal)
    if (signal.aborted) return report
    const { failure: guess, current } = this.state
    const failure = guess && withTypeError(guess, errorsOf(current, report.errors))
    this.#change({ typeErrors: report.errors, unused: report.unused, failure })
    return report
  }

  async #proveWhere(signal: AbortSignal): Promise<void> {
    const { failure, report } = this.state
    if (!failure || !report) return
    const { looking, ...proved } = await proveWhere(failure, report, LEARNERS, signal)
    if (!signal.aborted && this.state.failure === failure) this.#change({ failure: proved })
  }

  async goTo(step: string): Promise<void> {
    this.state.progress.current = step
    writeProgress(this.state.progress)
    this.#change({ current: step, ...NOTHING_YET })
    await this.check()
  }

  /** Loads everything again, because a file outside the learner's tree has changed. */
  reload(): void {
    this.#spare.reload()
    dropSpare()
    closeAnswers()
  }

  /** Whether the checks of the current step pass and its exam is still running. */
  get awaitsExam(): boolean {
    const { report } = this.state
    return report !== undefined && checksPass(report) && !report.exam
  }

  async verdict(): Promise<void> {
    await this.#until(() => !this.state.checking)
  }

  /** Waits until it is known whether the current step passes: its checks, and the whole exam. */
  async passes(): Promise<boolean> {
    const { current } = this.state
    await this.verdict()
    await this.#until(() => !this.awaitsExam)
    const { report } = this.state
    return report?.step === current && passed(report)
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** Sets the response to a key, or takes it away. */
  say(notice: string | undefined): void {
    this.#change({ notice })
  }

  /** Says something that is true only as long as the work takes. */
  async sayDuring<T>(notice: string, work: () => Promise<T>): Promise<T> {
    this.say(notice)
    try {
      return await work()
    } finally {
      if (this.state.notice === notice) this.say(undefined)
    }
  }

  stop(): void {
    this.#run.abort()
    this.#spare.stop()
    dropSpare()
    closeAnswers()
  }

  /** Takes over what another command has stored, such as the step that `catch-up` goes to. */
  #adopt(): void {
    if (!isProgressNew()) return
    const progress = readProgress()
    this.state.progress = progress
    const current = currentStep(progress, this.state.steps)
    if (current !== this.state.current) this.#change({ current, ...NOTHING_YET })
  }

  /** Stores the progress. If another command has stored its own, the run is repeated with that. */
  #store(): void {
    if (isProgressNew()) this.check(this.#saved)
    else writeProgress(this.state.progress)
  }

  /**
   * All steps, the current one first. Without a current step, they are in order, and the first that
   * fails becomes it.
   */
  #all(): string[] {
    const { steps, current, progress } = this.state
    if (!progress.current) return steps
    return [current, ...steps.filter((step) => step !== current)]
  }

  async #take(report: StepReport, types: Promise<TypeReport>): Promise<void> {
    const { state } = this
    const before = JSON.stringify(state.progress)
    // The result of the current step waits for the exam, those of the others for the compiler.
    const waits = report.step === state.progress.current && checksPass(report)
    if (!waits && passed(report)) this.#noteWhenTyped(report, types)
    else if (!waits) this.#note([report], [])
    state.reports[report.step] = report
    if (!state.progress.current) {
      const goesOn = passed(report) && report.step !== state.steps.at(-1)
      if (goesOn) return this.#onChange()
      state.progress.current = report.step
      state.current = report.step
    }
    if (report.step !== state.current) {
      if (JSON.stringify(state.progress) !== before) this.#onChange()
      return
    }
    const failure = await this.#explain(report)
    // If the code ends or blocks the process, no line is known. The last saved file is the best
    // guess.
    if (failure && this.#saved) failure.open ??= `steps/${this.#saved}`
    this.#change({ checking: false, report, failure })
    this.#spare.keep()
  }

  async #noteWhenTyped(report: StepReport, types: Promise<TypeReport>): Promise<void> {
    const { signal } = this.#run
    const { errors } = await types
    if (signal.aborted) return
    this.#note([report], errors)
    this.#store()
    this.#onChange()
  }

  /** Waits for the compiler's result on the current step, which passes. */
  async typed(): Promise<boolean> {
    await this.#types
    return errorsOf(this.state.current, this.state.typeErrors).length === 0
  }

  #onChange(): void {
    for (const listener of this.#listeners) listener()
  }

  /** Draws one frame for several changes, and none without a change. */
  #change(change: Partial<WorkshopState>): void {
    const names = Object.keys(change) as (keyof WorkshopState)[]
    const same = names.every((name) => isDeepStrictEqual(this.state[name], change[name]))
    Object.assign(this.state, change)
    if (!this.state.checking) for (const resolve of this.#waiting.splice(0)) resolve()
    if (!same) this.#onChange()
  }
}
