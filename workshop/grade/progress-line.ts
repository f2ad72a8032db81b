import { escapeLine } from './escape.ts'
import type { Grade } from './grade.ts'

/**
 * Shows the progress: one line that changes in a terminal, one line for each submission elsewhere.
 */
export class ProgressLine {
  readonly #stream: NodeJS.WriteStream
  readonly #total: number
  #done = 0
  #current: string[] = []

  constructor(stream: NodeJS.WriteStream, total: number) {
    this.#stream = stream
    this.#total = total
  }

  start(name: string): void {
    this.#current.push(name)
    this.#show()
  }

  finish({ name, steps }: Grade): void {
    this.#done += 1
    this.#current = this.#current.filter((each) => each !== name)
    if (this.#stream.isTTY) {
      this.#show()
      return
    }
    const passed = steps.filter(({ outcome }) => outcome === 'passed').length
    const counts = `${passed} of ${steps.length} steps pass`
    this.#stream.write(`${this.#done}/${this.#total} ${escapeLine(name, 60)}: ${counts}\n`)
  }

  clear(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K')
  }

  #show(): void {
    if (!this.#stream.isTTY) return
    const width = 20
    const full = Math.round((this.#done / Math.max(1, this.#total)) * width)
    const bar = `${'#'.repeat(full)}${'-'.repeat(width - full)}`
    const names = this.#current.map((name) => escapeLine(name, 24)).join(', ')
    const line = `[${bar}] ${this.#done}/${this.#total} ${names}`
    this.#stream.write(`\r\u001b[K${line.slice(0, (this.#stream.columns || 80) - 1)}`)
  }
}
