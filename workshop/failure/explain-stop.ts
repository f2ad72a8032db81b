import { existsSync, readFileSync } from 'node:fs'
import type { ErrorReport, StepReport, Stop } from '../runner/report.ts'
import type { Subject } from './explain-failure.ts'
import type { Explained } from './explained.ts'
import { findText } from './find-text.ts'
import { filled, type LessonWords } from './lesson-words.ts'
import { type Frame, framesIn } from './project-frames.ts'
import { shownFrame } from './shown-frame.ts'
import { type SyntaxErrorPlace, syntaxErrorIn } from './syntax-error.ts'

/** An import that leads nowhere, in the words of the compiler and of Node. */
const MISSING =
  /^No matching export|^Could not resolve|does not provide an export named|^Cannot find (module|package)/

const LOADED = 'the API can be loaded'

/** Tells in words why a step could not be checked to its end. */
export function explainStop(
  { step, facts, verdicts }: StepReport,
  stop: Stop,
  words: LessonWords,
  subject: Subject,
): Explained {
  const told =
    stop.why === 'not-loaded'
      ? explainLoadError(stop.error, words, subject)
      : explainEnd(stop, words, `${verdicts.length} of ${facts.length} checks were finished.`)
  const hintCommand = `npm run hint ${step.slice(0, 2)}`
  return { expected: [], frames: [], hintCommand, ...told }
}

type Told = Pick<Explained, 'fact' | 'whatToDo'> & Partial<Explained>

function explainEnd(
  { why, during }: Stop & { why: 'exited' | 'hung' },
  words: LessonWords,
  progress: string,
): Told {
  const kind = why === 'hung' ? 'never returns' : 'ends the process'
  return { fact: during ?? LOADED, whatToDo: [say(words, kind), progress] }
}

function explainLoadError(error: ErrorReport, words: LessonWords, { tree }: Subject): Told {
  const syntax = compileErrorIn(error) ?? syntaxErrorIn(error.message)
  if (syntax) {
    const source = lineIn(syntax)
    return {
      fact: LOADED,
      whatToDo: [say(words, 'does not compile'), syntax.message],
      frames: source === undefined ? [] : [source],
      open: shownFrame(syntax, tree),
    }
  }
  const [frame] = [
    error.at ?? [],
    framesIn(tree, error.stack),
    importerIn(tree, error.message),
  ].flat()
  const open = frame && shownFrame(frame, tree)
  return {
    fact: LOADED,
    whatToDo: [say(words, kindOfLoadError(error), shortened(error.message))],
    open,
  }
}

/** What the compiler refuses; a name that is not there is no error of syntax. */
function compileErrorIn({ name, message, at }: ErrorReport): SyntaxErrorPlace | undefined {
  if (name !== 'CompileError' || !at || MISSING.test(message)) return undefined
  return { ...at, message }
}

/** Without the names of compiled files, which are nobody's business. */
function shortened(message: string): string {
  const missing = missingName(message)
  return missing && message.startsWith('Cannot find') ? `There is no ${missing}` : message
}

function kindOfLoadError({ name, message }: ErrorReport): string {
  if (name === 'ProcessExit') return 'ends the process'
  if (/createApp is not a function/.test(message)) return 'no createApp'
  if (MISSING.test(message)) return 'missing import'
  return 'throws on load'
}

/** Where the import is that leads nowhere, when only its name is known. */
function importerIn(tree: string, message: string): Frame[] {
  const named = missingName(message)
  const found = named && findText(tree, named)
  return found ? [found] : []
}

/** The export, or else the file, that Node misses; files of shared/ are run as `user.ts.js`. */
function missingName(message: string): string | undefined {
  const exported = /does not provide an export named '(.+)'/.exec(message)?.[1]
  return exported ?? /^Cannot find module '.*?([^\\/]+\.ts)(?:\.js)?'/.exec(message)?.[1]
}

function lineIn({ file, line }: Frame): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n')[line - 1]?.trim() : undefined
}

function say({ kinds }: LessonWords, kind: string, message = ''): string {
  return filled(kinds.get(kind) ?? kind, { message, seconds: 4 })
}
