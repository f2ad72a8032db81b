import { CompileError } from '../runner/compile.ts'
import { AskedProcessEnded } from './asked/asked-process.ts'
import { askMatrix, expectedRows } from './asked/matrix.ts'
import type { MatrixState } from './page-state.ts'

/** Asks the whole policy table of the learner's API, again when it may answer otherwise. */
export class MatrixKeeper {
  readonly #onChange: (matrix: MatrixState) => void
  #state: MatrixState = { state: 'asking', rows: expectedRows() }
  #run: AbortController | undefined

  constructor(onChange: (matrix: MatrixState) => void) {
    this.#onChange = onChange
    onChange(this.#state)
  }

  /** What was asked is old: the learner has saved, or stands at another step. */
  forget(): void {
    this.#run?.abort()
    this.#run = undefined
    // The rows stay to be read until there are new ones.
    this.#change({ state: 'asking', rows: this.#state.rows })
  }

  /** Asks for these steps, unless that was done already. */
  async refresh(steps: ReadonlySet<string>): Promise<void> {
    if (this.#run) return
    this.#run = new AbortController()
    const { signal } = this.#run
    const state = await asked(steps, signal)
    if (!signal.aborted) this.#change(state)
  }

  stop(): void {
    this.#run?.abort()
  }

  #change(state: MatrixState): void {
    this.#state = state
    this.#onChange(state)
  }
}

async function asked(steps: ReadonlySet<string>, signal: AbortSignal): Promise<MatrixState> {
  try {
    return { state: 'asked', rows: await askMatrix(steps, signal) }
  } catch (error) {
    const isTheirs = error instanceof CompileError || error instanceof AskedProcessEnded
    if (!isTheirs && !signal.aborted) throw error
    return { state: 'failed', why: (error as Error).message, rows: expectedRows() }
  }
}
