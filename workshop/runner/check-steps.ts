import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import inspector from 'node:inspector'
import { tell } from '../../checks/harness/child-process.ts'
import type { Work } from './child.ts'
import { CompileError, compileSuites, type Target } from './compile.ts'
import { startWarmProcess, type WarmProcess } from './process.ts'
import { type ChildMessage, notLoaded, reportError, type StepReport } from './report.ts'

/** After this time without a message, the process counts as blocked. In milliseconds. */
const SILENCE_LIMIT = 4000

/** How much of the code's output is kept, in characters from the beginning. */
const PRINTED_LIMIT = 10_000

/** Called each time a report changes. `done` is true when its step has its verdict. */
type OnReport = (report: StepReport, done: boolean) => void

interface CheckOptions {
  onReport?: OnReport
  /** Ends the run and the process. */
  signal?: AbortSignal
  /** A process that was started before. It can be used only once. */
  warm?: WarmProcess
}

interface CheckResult {
  /**
   * A report for each step that was started. The last one says what stopped the run, if anything
   * did.
   */
  reports: StepReport[]
  /** The output of the tree's code. */
  printed: string
}

/**
 * Checks some steps of a target.
 *
 * It resolves in a limited time, whatever the tree's code does to its process. A step that ends the
 * process does not affect the others.
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
  // Code that ends the process while it is loaded does so for every step.
  if (last.stopped && last.checks.length === 0) {
    const same = rest.map((step) => ({ ...last, step }))
    for (const report of same) onReport(report, true)
    return { reports: [...reports, ...same], printed }
  }
  const later = await checkSteps(target, rest, { onReport, signal })
  return { reports: [...reports, ...later.reports], printed: printed + later.printed }
}

/** Checks the steps in one process, up to the step that ends it. */
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
    // A fault of the disk, not of the tree. The command says what to do.
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
    // At a breakpoint, there is no message and no time limit.
    if (inspector.url()) return
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
    // What the tree's code has left running must not keep the process alive.
    if (message.type === 'end') child.kill('SIGKILL')
  })
  const closed = new Promise((resolve) => child.once('close', resolve))
  tell(child, work)
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

/** The reports of a run, from the messages of its process. */
export class Reports {
  readonly all: StepReport[] = []
  /** The check that runs now, if it is known. */
  #checking: string | undefined

  /** Handles a message, and returns the report that it has changed. */
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

  /** Stores that the process ended during this step. */
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
