import { checkPractice } from './check-practice.ts'
import { readPractice, timeInWords, writePractice } from './practice.ts'

/** One practice session, which counts the time. */
export class Sitting {
  readonly #step: string
  readonly #since = performance.now()
  readonly #before: number
  #isDone = false

  constructor(step: string) {
    this.#step = step
    this.#before = readPractice().now?.spent ?? 0
  }

  /** Checks once, and returns whether the step passes. */
  async check(): Promise<boolean> {
    const { lines, done } = await checkPractice(this.#step)
    console.log(lines.join('\n'))
    if (done) this.#finish()
    return done
  }

  /** Stores the time so far. */
  end(): void {
    if (this.#isDone) return
    const { times } = readPractice()
    writePractice({ times, now: { step: this.#step, spent: this.#spent() } })
  }

  #spent(): number {
    return this.#before + performance.now() - this.#since
  }

  #finish(): void {
    this.#isDone = true
    const { times } = readPractice()
    const before = times[this.#step] ?? []
    const spent = this.#spent()
    writePractice({ times: { ...times, [this.#step]: [...before, spent] } })
    const last = before.at(-1)
    const compared = last === undefined ? '' : ` The last time it was ${timeInWords(last)}.`
    console.log(`\n${this.#step} passes again, in ${timeInWords(spent)}.${compared}`)
    console.log('Another one: npm run practise')
  }
}
