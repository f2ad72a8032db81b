import { heightOf } from './layout.ts'

const ENTER = '\u001b[?1049h\u001b[?25l'
const LEAVE = '\u001b[?25h\u001b[?1049l'
/** Terminals that support these two show the whole frame at once. Others ignore them. */
const BEGIN = '\u001b[?2026h'
const END = '\u001b[?2026l'

/**
 * A screen that is redrawn in place without flickering. The shell's own screen is restored
 * afterwards.
 */
export class Screen {
  readonly #out: NodeJS.WriteStream
  #open = false

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
  }

  get width(): number {
    return Math.max(this.#out.columns || 80, 20)
  }

  get rows(): number {
    return Math.max(this.#out.rows || 24, 5)
  }

  open(): void {
    this.#open = true
    this.#out.write(ENTER)
  }

  close(): void {
    if (this.#open) this.#out.write(LEAVE)
    this.#open = false
  }

  /** Draws lines from the top, and others on the last rows. */
  draw(lines: string[], footer: string[]): void {
    if (!this.#open) return
    const gap = this.rows - heightOf(lines, this.width) - heightOf(footer, this.width)
    const all = [...lines, ...Array(Math.max(gap, 0)).fill(''), ...footer]
    const text = all.map((line) => `${line}\u001b[K`).join('\r\n')
    this.#out.write(`${BEGIN}\u001b[H${text}\u001b[J${END}`)
  }
}
