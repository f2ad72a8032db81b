import { explainFailure, LEARNERS } from '../../failure/explain.ts'
import type { Explanation } from '../../failure/explanation.ts'
import type { WorkshopState } from '../../loop/workshop.ts'
import { failing, type StepReport } from '../../runner/report.ts'
import type { Card } from '../page-state.ts'
import { talkOf } from './talk.ts'
import { waysOf } from './ways.ts'

/** The cards of the newest report: they are the same until there is another one. */
export class Cards {
  #report: StepReport | undefined
  #others: Explanation[] = []

  /** What the terminal shows comes first, and is the very same. */
  async of({ report, failure }: WorkshopState): Promise<Card[]> {
    if (!report || !failure) return []
    const failures = new Map(failing(report).map((each) => [each.check, each.failure]))
    if (report !== this.#report) {
      const [, ...others] = report.stopped ? [] : failing(report)
      this.#others = await Promise.all(others.map((each) => explainFailure(each, report, LEARNERS)))
      this.#report = report
    }
    const cards = [failure, ...this.#others].map((explanation) => {
      const found = failures.get(explanation.check)
      return { ...explanation, ...(found && !report.stopped && waysOf(found)) }
    })
    const { difference } = report.exam ?? {}
    return difference ? [{ ...(cards[0] as Card), talk: talkOf(difference) }] : cards
  }
}
