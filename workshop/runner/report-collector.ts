import type { ChildMessage, StepReport, Stop } from './report.ts'

/** Puts together what a process tells about the steps it checks. */
export class ReportCollector {
  readonly reports: StepReport[] = []
  /** The check that runs now, as far as is known. */
  checking: string | undefined
  ended = false

  /** Takes one message in; answers with the report that it has changed. */
  note(message: ChildMessage): StepReport | undefined {
    if (message.type === 'end') this.ended = true
    if (message.type === 'ready' || message.type === 'end') return undefined
    const report = this.#report(message.step)
    if (message.type === 'facts') report.facts = message.facts
    if (message.type === 'checking') this.checking = message.fact
    if (message.type === 'not-loaded') report.stopped = { why: 'not-loaded', error: message.error }
    if (message.type === 'fact') {
      const { step, fact, failure } = message
      report.verdicts.push({ step, fact, failure })
      const place = (fact: string) => report.facts.indexOf(fact)
      report.verdicts.sort((a, b) => place(a.fact) - place(b.fact))
    }
    return report
  }

  /** Notes that the process ended while this step was being checked. */
  stop(step: string, why: 'exited' | 'hung'): StepReport {
    const report = this.#report(step)
    const during = report.facts.length > report.verdicts.length ? this.checking : undefined
    report.stopped = { why, during } satisfies Stop
    return report
  }

  #report(step: string): StepReport {
    const known = this.reports.find((report) => report.step === step)
    if (known) return known
    const report: StepReport = { step, facts: [], verdicts: [] }
    this.reports.push(report)
    return report
  }
}
