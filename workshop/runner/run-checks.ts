import type { ChildMessage, StepReport } from './report.ts'
import { ReportCollector } from './report-collector.ts'
import type { WarmProcess } from './warm-process.ts'

/** How long the process may say nothing before it is taken for hung, in milliseconds. */
const SILENCE_LIMIT = 4000

export interface RunOptions {
  /** Is told each time a report has changed; `done` when its step has its verdict. */
  onReport?: (report: StepReport, done: boolean) => void
  /** Ends the run, and the process. */
  signal?: AbortSignal
}

export interface RunResult {
  /** A report for each step that was begun; the last one tells what stopped the run, if it did. */
  reports: StepReport[]
  /** What the subject's code printed. */
  printed: string
}

/**
 * Has a warm process check some steps; the process is gone afterwards.
 *
 * Whatever the subject's code does to its process, this resolves soon.
 */
export async function runChecks(
  { child, ready }: WarmProcess,
  steps: string[],
  { onReport = () => {}, signal }: RunOptions = {},
): Promise<RunResult> {
  const collector = new ReportCollector()
  const finished = new Set<string>()
  let printed = ''
  let hung = false
  let silence: NodeJS.Timeout | undefined

  const kill = () => child.kill('SIGKILL')
  const waitForWord = () => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      hung = true
      kill()
    }, SILENCE_LIMIT)
  }
  const print = (chunk: Buffer) => {
    printed = (printed + chunk).slice(-10_000)
  }
  child.stdout?.on('data', print)
  child.stderr?.on('data', print)
  child.on('message', (message: ChildMessage) => {
    waitForWord()
    const report = collector.note(message)
    if (message.type === 'step-end') finished.add(message.step)
    if (report && message.type !== 'facts') onReport(report, message.type === 'step-end')
    // Whatever the subject left behind must not keep it alive.
    if (collector.ended) kill()
  })
  signal?.addEventListener('abort', kill, { once: true })
  if (signal?.aborted) kill()

  const closed = new Promise((resolve) => child.once('close', resolve))
  await Promise.race([ready, closed]).catch(() => {})
  if (child.connected) child.send(steps)
  waitForWord()
  await closed
  clearTimeout(silence)
  signal?.removeEventListener('abort', kill)

  const unfinished = steps.find((step) => !finished.has(step))
  if (unfinished !== undefined && !signal?.aborted) {
    onReport(collector.stop(unfinished, hung ? 'hung' : 'exited'), true)
  }
  return { reports: collector.reports, printed }
}
