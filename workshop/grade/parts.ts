/** The parts of a grading. */
export const PARTS = ['suites', 'exam', 'second run', 'causes', 'solution'] as const
export type Part = (typeof PARTS)[number]

/** How long each part of a grading took, in milliseconds. */
export type Took = Record<Part, number>

/** Measures the parts of gradings. A part that runs within another counts only for itself. */
export class PartsClock {
  #took = none()
  readonly #running: Part[] = []
  #since = 0

  async measure<T>(part: Part, work: () => Promise<T>): Promise<T> {
    this.#note()
    this.#running.push(part)
    try {
      return await work()
    } finally {
      this.#note()
      this.#running.pop()
    }
  }

  /** The times since the last call. */
  take(): Took {
    const took = this.#took
    this.#took = none()
    return took
  }

  #note(): void {
    const now = performance.now()
    const part = this.#running.at(-1)
    if (part) this.#took[part] += now - this.#since
    this.#since = now
  }
}

export function none(): Took {
  return { suites: 0, exam: 0, 'second run': 0, causes: 0, solution: 0 }
}
