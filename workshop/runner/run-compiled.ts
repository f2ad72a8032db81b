import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Work } from './check-child.ts'
import type { ChildMessage } from './report.ts'
import { ReportCollector } from './report-collector.ts'
import type { OnReport, RunResult } from './run-result.ts'

/** How long the process may say nothing before it is taken for hung, in milliseconds. */
const SILENCE_LIMIT = 4000

/** How much is kept of what the subject prints, in characters: the end. */
const PRINTED_LIMIT = 10_000

/** Has a process do its work, and waits until it has ended or has been ended. */
export async function runCompiled(
  child: ChildProcess,
  work: Work,
  onReport: OnReport,
  signal?: AbortSignal,
): Promise<RunResult> {
  const collector = new ReportCollector()
  const finished = new Set<string>()
  let printed = ''
  let hung = false
  let silence: NodeJS.Timeout | undefined

  const waitForWord = () => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      hung = true
      child.kill('SIGKILL')
    }, SILENCE_LIMIT)
  }
  const print = (chunk: Buffer) => {
    printed = (printed + chunk).slice(-PRINTED_LIMIT)
  }
  child.stdout?.on('data', print)
  child.stderr?.on('data', print)
  child.on('message', (message: ChildMessage) => {
    waitForWord()
    const report = collector.note(message)
    if (message.type === 'step-end') finished.add(message.step)
    if (report && message.type !== 'facts') onReport(report, message.type === 'step-end')
    // Whatever the subject left behind must not keep it alive.
    if (collector.ended) child.kill('SIGKILL')
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  if (child.connected) child.send(work)
  waitForWord()
  await closed
  clearTimeout(silence)
  rmSync(work.file, { force: true })

  const unfinished = work.steps.find((step) => !finished.has(step))
  if (unfinished !== undefined && !signal?.aborted) {
    onReport(collector.stop(unfinished, hung ? 'hung' : 'exited'), true)
  }
  return { reports: collector.reports, printed }
}
