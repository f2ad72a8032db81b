import { CompileError } from '../runner/compile.ts'
import { AskedProcessEnded } from './asked/asked-process.ts'
import { askMatrix, expectedRows } from './asked/matrix.ts'
import type { MatrixState } from './page-state.ts'

/** Requests the whole policy table from the learner's API, again after every change. */
export class MatrixKeeper {
  readonly #onChange: (matrix: MatrixState) => void
  #state: MatrixState = { state: 'asking', rows: expectedRows() }
  #run: AbortController | undefined

  constructor(onChange: (matrix: MatrixState) => void) {
    this.#onChange = onChange
    onChange(this.#state)
  }

  /** The results are out of date: the learner has saved, or goes to another step. */
  forget(): void {
    this.#run?.abort()
    this.#run = undefined
    // The old rows stay visible until there are new ones.
    this.#change({ state: 'asking', rows: this.#state.rows })
  }

  /** Requests the table for these steps, unless that was done. */
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
