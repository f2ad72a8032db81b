import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import type { Work } from './child.ts'
import { CompileError, compileSuites, type Target } from './compile.ts'
import { isDebugged } from './debugged.ts'
import { startWarmProcess, type WarmProcess } from './process.ts'
import { type ChildMessage, notLoaded, reportError, type StepReport } from './report.ts'

/** How long the process may say nothing before it is taken for hung, in milliseconds. */
const SILENCE_LIMIT = 4000

/** How much is kept of what the tree's code prints, in characters: the beginning. */
const PRINTED_LIMIT = 10_000

/** Is told each time a report has changed; `done` when its step has its verdict. */
export type OnReport = (report: StepReport, done: boolean) => void

export interface CheckOptions {
  onReport?: OnReport
  /** Ends the run, and the process. */
  signal?: AbortSignal
  /** A process that was started before; it is gone afterwards. */
  warm?: WarmProcess
}

export interface CheckResult {
  /** A report for each step that was begun; the last one tells what stopped the run, if it did. */
  reports: StepReport[]
  /** What the tree's code printed. */
  printed: string
}

/**
 * Checks some steps of a target.
 *
 * Whatever the tree's code does to its process, this resolves soon, and a step that takes the
 * process down does not keep the others from theirs.
 */
export async function checkSteps(
  target: Target,
  steps: string[],
  options: CheckOptions = {},
): Promise<CheckResult> {
  const { onReport = () => {}, signal } = options
  const { reports, printed } = await checkOnce(target, steps, options)
  const last = reports.at(-1)
  const rest = steps.slice(reports.length)
  if (rest.length === 0 || !last || signal?.aborted) return { reports, printed }
  // What ends the process while it loads does so for every step.
  if (last.stopped && last.checks.length === 0) {
    const same = rest.map((step) => ({ ...last, step }))
    for (const report of same) onReport(report, true)
    return { reports: [...reports, ...same], printed }
  }
  const later = await checkSteps(target, rest, { onReport, signal })
  return { reports: [...reports, ...later.reports], printed: printed + later.printed }
}

/** Has one process check the steps, up to the one that ends it. */
async function checkOnce(
  target: Target,
  steps: string[],
  { onReport = () => {}, signal, warm = startWarmProcess() }: CheckOptions,
): Promise<CheckResult> {
  const stop = () => warm.stop()
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  try {
    const file = await compileSuites(target, steps)
    return await run(await warm.ready, { file, steps, ...target }, onReport, signal)
  } catch (error) {
    if (signal?.aborted) return { reports: [], printed: '' }
    // The disk's fault, not the tree's: the command says what to do.
    if (isRefusedWrite(error)) throw error
    const why = error instanceof CompileError ? error.report : reportError(error)
    const reports = steps.map((step) => notLoaded(step, why))
    for (const report of reports) onReport(report, true)
    return { reports, printed: '' }
  } finally {
    stop()
    signal?.removeEventListener('abort', stop)
  }
}

function isRefusedWrite(error: unknown): boolean {
  const { code, path } = error as NodeJS.ErrnoException
  return path !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code ?? '')
}

/** Has a process do its work, and waits until it has ended or has been ended. */
async function run(
  child: ChildProcess,
  work: Work,
  onReport: OnReport,
  signal?: AbortSignal,
): Promise<CheckResult> {
  const collected = new Reports()
  const finished = new Set<string>()
  let printed = ''
  let hung = false
  let silence: NodeJS.Timeout | undefined

  const waitForWord = () => {
    clearTimeout(silence)
    if (isDebugged()) return
    silence = setTimeout(() => {
      hung = true
      child.kill('SIGKILL')
    }, SILENCE_LIMIT)
  }
  const print = (chunk: Buffer) => {
    printed = (printed + chunk).slice(0, PRINTED_LIMIT)
  }
  child.stdout?.on('data', print)
  child.stderr?.on('data', print)
  child.on('message', (message: ChildMessage) => {
    waitForWord()
    const report = collected.note(message)
    if (message.type === 'step-end') finished.add(message.step)
    if (report && message.type !== 'checks') onReport(report, message.type === 'step-end')
    // Whatever the tree's code left behind must not keep it alive.
    if (message.type === 'end') child.kill('SIGKILL')
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  if (child.connected) child.send(work)
  waitForWord()
  await closed
  clearTimeout(silence)
  rmSync(work.file, { force: true })

  const unfinished = work.steps.find((step) => !finished.has(step))
  if (unfinished !== undefined && !signal?.aborted) {
    onReport(collected.stop(unfinished, hung ? 'hung' : 'exited'), true)
  }
  return { reports: collected.all, printed }
}

/** The reports of a run, put together from what its process tells. */
export class Reports {
  readonly all: StepReport[] = []
  /** The check that runs now, as far as is known. */
  #checking: string | undefined

  /** Takes one message in; answers with the report that it has changed. */
  note(message: ChildMessage): StepReport | undefined {
    if (message.type === 'ready' || message.type === 'end') return undefined
    const report = this.#of(message.step)
    if (message.type === 'checks') report.checks = message.checks
    if (message.type === 'checking') this.#checking = message.check
    if (message.type === 'not-loaded') report.stopped = { why: 'not-loaded', error: message.error }
    if (message.type === 'verdict') {
      const { check, failure, skipped } = message
      report.verdicts.push({ check, failure, skipped })
      const place = (check: string) => report.checks.indexOf(check)
      report.verdicts.sort((a, b) => place(a.check) - place(b.check))
    }
    return report
  }

  /** Notes that the process ended while this step was being checked. */
  stop(step: string, why: 'exited' | 'hung'): StepReport {
    const report = this.#of(step)
    const during = report.checks.length > report.verdicts.length ? this.#checking : undefined
    report.stopped = { why, during }
    return report
  }

  #of(step: string): StepReport {
    const known = this.all.find((report) => report.step === step)
    if (known) return known
    const report: StepReport = { step, checks: [], verdicts: [] }
    this.all.push(report)
    return report
  }
}
