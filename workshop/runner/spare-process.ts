import { startWarmProcess, type WarmProcess } from './warm-process.ts'

/** A process that is kept warm for the next checks. */
export class SpareProcess {
  #spare: WarmProcess | undefined
  #stopped = false

  constructor(first?: WarmProcess) {
    this.#spare = first
  }

  /** Gives it away, or a new one if there is none. */
  take(): WarmProcess {
    const process = this.#spare ?? startWarmProcess()
    this.#spare = undefined
    return process
  }

  /** Starts one if there is none; it practises until it is taken. */
  keep(): void {
    if (!this.#stopped) this.#spare ??= startWarmProcess(true)
  }

  /** Ends it: what it has loaded is out of date. */
  drop(): void {
    this.#spare?.stop()
    this.#spare = undefined
  }

  /** Ends it, for good. */
  stop(): void {
    this.#stopped = true
    this.drop()
  }
}
