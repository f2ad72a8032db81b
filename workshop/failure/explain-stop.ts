import { existsSync } from 'node:fs'
import path from 'node:path'
import { solutionFiles } from '../lesson/starter.ts'
import { findSteps } from '../lesson/steps.ts'
import { failureMessage } from '../lesson/texts.ts'
import { SOLUTION_IMPORTED } from '../runner/compile.ts'
import type { ErrorReport, StepReport, Stop } from '../runner/report.ts'
import { type Frame, formatPlace, framesIn } from '../stack.ts'
import type { Explanation } from './explanation.ts'
import { findText, lineAt, linesOf, lineWithText } from './source.ts'

/** An import that cannot be resolved, in the messages of the compiler and of Node. */
const MISSING =
  /^No matching export|^Could not resolve|does not provide an export named|Cannot find (module|package)/

const LOADED = 'the API can be loaded'

/** Explains why a step could not be checked to its end. */
export function explainStop(
  { checks, verdicts }: StepReport,
  stop: Stop,
  tree: string,
): Explanation {
  const told = { check: LOADED, expected: [], frames: [], proved: true }
  if (stop.why === 'not-loaded') return { ...told, ...explainLoadError(stop.error, tree) }
  const ended = stop.during ? 'ends the process' : 'ends the process on load'
  const kind = stop.why === 'hung' ? 'never returns' : ended
  const finished = `${verdicts.length} of ${checks.length} checks were finished.`
  return { ...told, check: stop.during ?? LOADED, whatToDo: [say(kind), finished] }
}

function explainLoadError(
  error: ErrorReport,
  tree: string,
): Pick<Explanation, 'whatToDo'> & Partial<Explanation> {
  const syntax = syntaxErrorIn(error)
  if (syntax) {
    const { at, message } = syntax
    const conflict = linesOf(at.file).findIndex((line) => line.startsWith('<<<<<<< '))
    if (conflict >= 0) {
      const open = formatPlace({ file: at.file, line: conflict + 1 }, tree)
      return { whatToDo: [say('conflict marks')], open }
    }
    // A missing brace is noticed only below the last line.
    const place = { ...at, line: lineWithText(linesOf(at.file), at.line) }
    return {
      // To import the solution is valid, and refused.
      whatToDo: message === SOLUTION_IMPORTED ? [message] : [say('does not compile'), message],
      line: lineAt(place) || undefined,
      open: formatPlace(place, tree),
    }
  }
  const kind = kindOfLoadError(error)
  const lost = kind === 'missing import' ? lostFile(error.message, tree) : undefined
  // Every file that imports it is innocent, so none is opened.
  if (lost) {
    const number = lost.slice(0, 2)
    return { whatToDo: [failureMessage('missing file', { file: lost, number })] }
  }
  const missing = missingName(error.message)
  // If only the name of an import is known, its place is searched.
  const frame =
    error.at ?? framesIn(tree, error.stack)[0] ?? (missing ? findText(tree, missing) : undefined)
  // The names of compiled files mean nothing to a learner.
  const isFile = missing && error.message.includes('Cannot find')
  const message = isFile ? `There is no ${missing}` : error.message
  return {
    whatToDo: [say(kind, message)],
    open: frame && formatPlace(frame, tree),
  }
}

/**
 * Invalid TypeScript, in the messages of the compiler or of tsx. A missing name is not a syntax
 * error.
 */
export function syntaxErrorIn({
  name,
  message,
  at,
}: Pick<ErrorReport, 'name' | 'message' | 'at'>): { at: Frame; message: string } | undefined {
  if (name === 'CompileError' && at && !MISSING.test(message)) return { at, message }
  const [, file, line, what] = /^(.+):(\d+):\d+: (?:ERROR|error): (.+)$/m.exec(message) ?? []
  return file && what ? { at: { file, line: Number(line) }, message: what } : undefined
}

function kindOfLoadError({ name, message }: ErrorReport): string {
  if (name === 'ProcessExit') return 'ends the process'
  if (name === 'NotInTheLoop') return 'not in the loop'
  if (/createApp is not a function/.test(message)) return 'no createApp'
  if (MISSING.test(message)) return 'missing import'
  return 'throws on load'
}

/** The file of a step that a message names, and that the tree no longer has. */
function lostFile(message: string, tree: string): string | undefined {
  const files = findSteps().flatMap(({ name }) => [...solutionFiles(name).keys()])
  const isNamed = (file: string) => message.includes(path.posix.basename(file))
  return files.find((file) => isNamed(file) && !existsSync(path.join(tree, file)))
}

/** The missing export or file in Node's message. Files of shared/ run as `user.ts.js`. */
function missingName(message: string): string | undefined {
  const exported = /does not provide an export named '(.+)'/.exec(message)?.[1]
  return exported ?? /Cannot find module '.*?([^\\/]+\.ts)(?:\.js)?'/.exec(message)?.[1]
}

function say(kind: string, message = ''): string {
  return failureMessage(kind, { message, seconds: 4 })
}
