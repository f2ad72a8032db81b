import { breakFile, isAsCreated, makeBreakFile } from '../break/break-file.ts'
import { Judge, type Judgement } from '../break/judge.ts'
import { onEachSave } from '../loop/on-save.ts'
import { shownPath } from '../paths.ts'
import { UsageError } from '../run-command.ts'
import type { BreakState } from './page-state.ts'

/** Judges the learner's examples of one step, again after each save of their file. */
export class BreakKeeper {
  readonly #onChange: (state: BreakState) => void
  readonly #judge: Pick<Judge, 'judge' | 'close'>
  #last: Judgement | undefined
  #step: string | undefined
  #watching: AbortController | undefined
  #running = Promise.resolve()

  constructor(
    onChange: (state: BreakState) => void,
    judge: Pick<Judge, 'judge' | 'close'> = new Judge(),
  ) {
    this.#onChange = onChange
    this.#judge = judge
  }

  /** Creates the learner's file if there is none, and judges it from now on. */
  async begin(step: string): Promise<void> {
    try {
      if (this.#step !== step) await this.#turnTo(step)
      await this.#judgeNow(step)
    } catch (error) {
      if (this.#step === step) this.#step = undefined
      if (!(error instanceof UsageError)) throw error
      this.#onChange({ step, judging: false, problem: error.message })
    }
  }

  stop(): void {
    this.#step = undefined
    this.#watching?.abort()
    this.#judge.close()
  }

  async #turnTo(step: string): Promise<void> {
    this.#step = step
    this.#watching?.abort()
    await makeBreakFile(step)
    // Meanwhile, the learner can have turned to another step.
    if (this.#step !== step) return
    this.#watching = new AbortController()
    const judge = async () => {
      await this.#judgeNow(step)
      return false
    }
    onEachSave([breakFile(step)], judge, { signal: this.#watching.signal })
  }

  /** One after another: a save during a judgement is judged afterwards. */
  #judgeNow(step: string): Promise<void> {
    this.#running = this.#running.then(async () => {
      if (this.#step !== step) return
      const open = `${shownPath(breakFile(step))}:1`
      // The last judgement stays until there is a new one.
      const last = this.#last?.step === step ? { judgement: this.#last } : {}
      const begun = { step, open, judging: true, ...last }
      this.#onChange(begun)
      const judgement = await this.#judge.judge(step, breakFile(step), (tried) => {
        if (this.#step === step) this.#onChange({ ...begun, tried })
      })
      this.#last = judgement
      const asCreated = isAsCreated(step)
      // A file that cannot be loaded is opened at the line of the mistake.
      const [mistake = open] = /^breaks\/\S+?:\d+/.exec(judgement.problem ?? '') ?? []
      if (this.#step === step)
        this.#onChange({ step, open: mistake, judging: false, judgement, asCreated })
    })
    return this.#running
  }
}
