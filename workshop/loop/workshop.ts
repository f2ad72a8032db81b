import { explainReport } from '../failure/explain-report.ts'
import { findCheckedSteps } from '../lesson/find-steps.ts'
import { STEPS } from '../paths.ts'
import { noteReports } from '../progress/note-reports.ts'
import { currentStep, progressOf } from '../progress/progress.ts'
import { readProgress, writeProgress } from '../progress/progress-file.ts'
import { checkSteps } from '../runner/check-steps.ts'
import { passed, type StepReport } from '../runner/report.ts'
import { SpareProcess } from '../runner/spare-process.ts'
import { forgetCompiled, startWarmProcess } from '../runner/warm-process.ts'
import { findTypeErrors } from './find-type-errors.ts'
import type { WorkshopState } from './workshop-state.ts'

/** The learner's tree, and where `npm run api` answers for it. */
const SUBJECT = { tree: STEPS, base: 'http://127.0.0.1:8000' }

/** The learner's way through the steps: checks their tree, and knows where they stand. */
export class Workshop {
  readonly state: WorkshopState
  readonly #onChange: () => void
  readonly #spare: SpareProcess
  #run = new AbortController()
  #saved: string | undefined
  #waiting: (() => void)[] = []

  /** @param first a process that was started early, for the first verdict */
  constructor(onChange: () => void = () => {}, first = startWarmProcess()) {
    this.#spare = new SpareProcess(first)
    const steps = findCheckedSteps().map(({ name }) => name)
    const progress = readProgress()
    const current = currentStep(progress, steps)
    this.state = {
      steps,
      current,
      progress,
      checking: true,
      reports: {},
      typeErrors: [],
      printed: '',
    }
    this.#onChange = onChange
  }

  /** Checks all steps, the current one first. */
  checkAll(): Promise<void> {
    return this.#check(this.#all())
  }

  /**
   * Checks the current step, then those that have passed before and might not any more; a run that
   * still goes on is cancelled.
   *
   * @param saved the file that was saved, below steps/
   */
  check(saved?: string): Promise<void> {
    this.#saved = saved
    const { current, progress } = this.state
    const mayBreak = (step: string) => step === current || progressOf(progress, step).done
    return this.#check(progress.current ? this.#all().filter(mayBreak) : this.#all())
  }

  async #check(steps: string[]): Promise<void> {
    this.#run.abort()
    const run = new AbortController()
    this.#run = run
    const warm = this.#spare.take()
    const judged: Promise<void>[] = []
    let types: Promise<void> | undefined
    this.#change({ checking: true, notice: undefined, typeErrors: [] })
    const { printed } = await checkSteps(
      { tree: 'steps' },
      steps,
      {
        signal: run.signal,
        onReport: (report, done) => {
          if (!done || run.signal.aborted) return
          judged.push(this.#take(report))
          // Beside the other steps: of the current one the verdict is there.
          types ??= this.#findTypeErrors(run)
        },
      },
      warm,
    )
    this.#spare.keep()
    await Promise.all(judged)
    if (run.signal.aborted) return
    writeProgress(this.state.progress)
    this.#change({ printed })
    await types
  }

  async #findTypeErrors({ signal }: AbortController): Promise<void> {
    const typeErrors = await findTypeErrors(signal)
    if (!signal.aborted) this.#change({ typeErrors })
  }

  /** Goes to another step. */
  async goTo(step: string): Promise<void> {
    this.state.progress.current = step
    writeProgress(this.state.progress)
    this.#change({ current: step, report: undefined, failure: undefined })
    await this.check()
  }

  /** Forgets what is loaded: a file outside the learner's tree has changed. */
  reload(): void {
    this.#spare.drop()
    forgetCompiled()
  }

  /** Waits until the current step has its verdict. */
  async verdict(): Promise<void> {
    while (this.state.checking) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
  }

  /** Says something in answer to a key. */
  say(notice: string): void {
    this.#change({ notice })
  }

  /** Ends what runs, for good. */
  stop(): void {
    this.#run.abort()
    this.#spare.stop()
  }

  /** All steps, the current one first; where it is not known yet, in order: the first to fail is it. */
  #all(): string[] {
    const { steps, current, progress } = this.state
    if (!progress.current) return steps
    return [current, ...steps.filter((step) => step !== current)]
  }

  async #take(report: StepReport): Promise<void> {
    const { state } = this
    noteReports(state.progress, [report], this.#saved?.split('/')[0])
    state.reports[report.step] = report
    if (!state.progress.current) {
      const goesOn = passed(report) && report.step !== state.steps.at(-1)
      if (goesOn) return this.#change({})
      state.progress.current = report.step
      state.current = report.step
    }
    if (report.step !== state.current) return this.#change({})
    const failure = await explainReport(report, SUBJECT)
    // What ends or wedges the process names no line; the file saved last is the best guess.
    if (failure && this.#saved) failure.open ??= `steps/${this.#saved}`
    this.#change({ checking: false, report, failure })
    this.#spare.keep()
  }

  #change(change: Partial<WorkshopState>): void {
    Object.assign(this.state, change)
    if (!this.state.checking) for (const resolve of this.#waiting.splice(0)) resolve()
    this.#onChange()
  }
}
