import type { Actor, Cell, Credential, Decider } from '../../checks/policy.ts'
import type { Judgement } from '../break/judge.ts'
import type { Explanation } from '../failure/explanation.ts'
import type { Part } from '../lesson/steps.ts'

/** What the server tells the page about the step; the page shows it and nothing else. */
export interface PageState {
  /** The current step. */
  step: string
  steps: StepState[]
  /** Which steps belong together. */
  parts: Part[]
  /** The steps that were green before, and what broke them: a sentence for each. */
  broken: string[]
  checking: boolean
  /** How long the last verdict took after its save, in milliseconds. */
  verdictMs?: number
  /** A sentence in answer to what was asked for. */
  notice?: string
  /** The step passes: its checks, the exam as far as it was played, and the compiler. */
  passed: boolean
  /** How the exam went, in one line. */
  exam?: string
  /** Why the step matters, for those who have done it. */
  why?: string
  /** The step's README. */
  text: string
  checks: CheckState[]
  cards: Card[]
  hints?: Hints
  typeErrors: string[]
  unused: string[]
  printed: string[]
  /** A class was graded, and may be looked at. */
  hasClass: boolean
}

export interface StepState {
  name: string
  number: number
  title: string
  /** How it stands: `broken` has passed before. */
  state: 'passes' | 'broken' | 'open'
}

export interface CheckState {
  check: string
  state: 'passes' | 'fails' | 'skipped' | 'unknown'
}

/** How far a request came, and what it was answered. */
export interface Way {
  status: number
  by: Decider
}

/** One failure: what the terminal says of it, and how its last request went. */
export interface Card extends Explanation {
  ways?: { expected: Way; actual: Way }
  /** The request, to be tried again. */
  request?: { method: string; path: string }
  /** A session of the exam instead of one request. */
  talk?: TalkLine[]
}

/** One line of a session, as a conversation. */
export interface TalkLine {
  /** Who sends it. Without a sender, it is done by a hook. */
  who?: string
  sent: string
  /** What came back from both sides alike. */
  answer?: string[]
}

export interface Hints {
  /** Markdown. */
  shown: string[]
  more: boolean
  /** The next one shows the lines. */
  nextGivesAway: boolean
  why?: string
}

/** A line of the learner's code: `steps/03-login/backends.ts:12`, and the function it is in. */
export interface Line {
  place: string
  name?: string
}

/** The access matrix, as far as the API could be asked. */
export interface MatrixState {
  state: 'asking' | 'asked' | 'failed'
  why?: string
  rows: MatrixRow[]
}

export interface MatrixRow {
  step: string
  method: string
  path: string
  permissionClasses: string
  authentication: readonly Credential[]
  why: string
  /** The body. `{new}` is an unused username; `{name}` and `{password}` are those of a user. */
  body?: Record<string, unknown>
  cells: Record<Actor, MatrixCell>
}

export interface MatrixCell {
  expected: Cell
  /** Not there for steps that are still to come, and where the question could not be put. */
  actual?: Actual
}

/** What an actor got. */
export interface Actual extends Way {
  /** The lines of the learner's code that led to the answer, innermost first. */
  lines: Line[]
}

/** What came of a request of the console. */
export interface Asked {
  status: number
  headers: Record<string, string>
  /** As it came. */
  body: string
  ms: number
  /** The same request for a terminal. */
  curl: string
  actual?: Actual
  expected?: Cell
  /** The rule, in a sentence. */
  why?: string
  /** Why there was no answer. */
  error?: string
}

/** What the browser of an actor keeps: of the console's requests, until the next save. */
export interface BrowserState {
  /** Who has logged in with it. */
  user?: string
  cookies: KeptCookie[]
}

export interface KeptCookie {
  name: string
  value: string
  /** Its attributes: `Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax`. */
  about: string
}

/** The browsers of the console's actors, by their names. */
export type Browsers = Record<string, BrowserState>

/** What differs between a step and its solution. */
export interface Compared {
  step: string
  /** The name of the copy that was kept of the learner's files. */
  copy?: string
  files: { file: string; hunks: ComparedRow[][] }[]
}

/** A line with its number on each side; on one side alone it differs. */
export interface ComparedRow {
  own?: number
  solution?: number
  text: string
}

/** How the learner's examples find the wrong implementations of a step. */
export interface BreakState {
  step: string
  /** Their file, to be opened: `breaks/06-is-owner.ts:1`. */
  open: string
  judging: boolean
  judgement?: Judgement
  /** Why there is nothing to find. */
  problem?: string
}
