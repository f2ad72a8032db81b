import { LEARNERS } from '../../failure/checked-code.ts'
import { explainCheck } from '../../failure/explain-check.ts'
import type { Explanation } from '../../failure/explanation.ts'
import type { WorkshopState } from '../../loop/workshop.ts'
import { failing, type StepReport } from '../../runner/report.ts'
import type { Card } from '../page-state.ts'
import { talkOf } from './talk.ts'
import { waysOf } from './ways.ts'

/** The explanations of the newest report. They are reused until there is another report. */
export class Cards {
  #report: StepReport | undefined
  #others: Explanation[] = []

  /** The explanation in the terminal comes first. It is the same object. */
  async of({ report, failure }: WorkshopState): Promise<Card[]> {
    if (!report || !failure) return []
    const failures = new Map(failing(report).map((each) => [each.check, each.failure]))
    if (report !== this.#report) {
      const [, ...others] = report.stopped ? [] : failing(report)
      this.#others = await Promise.all(others.map((each) => explainCheck(each, report, LEARNERS)))
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
