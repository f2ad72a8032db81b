import type { Actor, Cell, Credential, Decider, Rule } from '../../checks/policy.ts'
import type { Judgement } from '../break/judge.ts'
import type { Explanation } from '../failure/explanation.ts'
import type { Part } from '../lesson/steps.ts'
import type { PersonName } from './console-choices.ts'

/** The data that the server sends to the page about the step. */
export interface PageState {
  /** The current step. */
  step: string
  steps: StepState[]
  /** The steps of each part. */
  parts: Part[]
  /** The steps that passed before, and what broke them, in a sentence each. */
  broken: string[]
  checking: boolean
  /** The time from the last save to the verdict, in milliseconds. */
  verdictMs?: number
  /** The response to an action, in a sentence. */
  notice?: string
  /** The step passes: its checks, the exam so far, and the compiler. */
  passed: boolean
  /** The checks pass, and the exam has not finished. */
  examRuns: boolean
  /** The result of the exam, in one line. */
  exam?: string
  /** Why the step matters. Shown when it passes. */
  why?: string
  /** The step's README. */
  text: string
  checks: CheckState[]
  cards: Card[]
  hints?: Hints
  typeErrors: string[]
  unused: string[]
  printed: string[]
  /** Whether there is a graded class to show. */
  hasClass: boolean
  /** How often the console's API has restarted. */
  restarts: number
}

export interface StepState {
  name: string
  number: number
  title: string
  /** Its state. `broken` has passed before. */
  state: 'passes' | 'broken' | 'open'
}

export interface CheckState {
  check: string
  state: 'passes' | 'fails' | 'skipped' | 'unknown'
}

/** How far a request came, and its response. */
export interface Way {
  status: number
  by: Decider
  /** Whether a permission class was asked about the object. Missing if it is only expected. */
  objectAsked?: boolean
}

/** One failure: the explanation, and how far its last request came. */
export interface Card extends Explanation {
  ways?: { expected: Way; actual: Way }
  request?: { method: string; path: string }
  /** The same request in the console. */
  tryIt?: CheckRequest
  /** Why the console cannot repeat it, in a sentence. */
  notRepeatable?: string
  /** A session of the exam, instead of one request. */
  talk?: TalkLine[]
}

/** The request of a check, with the console's users instead of the check's. */
export interface CheckRequest {
  as: PersonName
  with: 'token' | 'cookies' | 'both'
  /** With the CSRF token in its header. */
  csrf: boolean
  /** What the same browser sends before, without a token. */
  before: { method: string; path: string; csrf: boolean; body?: string }[]
  method: string
  path: string
  body?: string
  /** The statuses that the check expects. */
  expected: number[]
}

/** One line of a session. */
export interface TalkLine {
  /** The actor who sends it. Without one, it is a hook. */
  who?: string
  /** When it is sent, if that is not after the line above. */
  about?: string
  sent: string
  /** The response, if both sides sent the same. */
  answer?: string[]
  /** What is not as in the solution. */
  differs?: 'response' | 'afterwards'
}

export interface Hints {
  /** Markdown. */
  shown: string[]
  more: boolean
  /** The next one shows the lines. */
  nextGivesAway: boolean
  why?: string
}

/** A line of the learner's code with its function: `steps/03-login/backends.ts:12`. */
export interface Line {
  place: string
  name?: string
}

/** The access matrix, as far as the API could answer. */
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
  why: Rule['why']
  /** The body. `{new}` is an unused username; `{name}` and `{password}` are those of a user. */
  body?: Record<string, unknown>
  cells: Record<Actor, MatrixCell>
}

export interface MatrixCell {
  expected: Cell
  /** Missing for later steps, and if the request could not be sent. */
  actual?: Actual
}

/** The response to an actor. */
export interface Actual extends Way {
  /** The lines of the learner's code that led to the response, innermost first. */
  lines: Line[]
  /** The methods that should have refused the request instead. */
  shouldRefuse?: Line[]
}

/** The result of a request of the console. */
export interface Asked {
  status: number
  headers: Record<string, string>
  /** Unchanged. */
  body: string
  ms: number
  /** The same request for a terminal. */
  curl: string
  /** As in the page's state. After another restart, the tokens of the request are not valid. */
  restarts: number
  actual?: Actual
  expected?: Cell
  /** The rule, in a sentence. */
  why?: string
  /** The step of the rule, if it is not done. The response is then not judged. */
  later?: string
  /** A logout has deleted the token that was sent. */
  isLoggedOut?: boolean
  /** Why there was no response. */
  error?: string
  /** What the learner's code threw instead of refusing: `TypeError: x is not a function`. */
  thrown?: string
}

/** The cookies of an actor's browser, from the console's requests since the last save. */
export interface BrowserState {
  /** The user who is logged in. */
  user?: string
  cookies: KeptCookie[]
}

export interface KeptCookie {
  name: string
  value: string
  /** Its attributes: `Max-Age=1209600; Path=/; HttpOnly; SameSite=Lax`. */
  about: string
}

/** The browsers of the console's actors, by name. */
export type Browsers = Record<string, BrowserState>

/** The differences between a step and its solution. */
export interface Compared {
  step: string
  /** The name of the copy of the learner's files. */
  copy?: string
  files: { file: string; hunks: ComparedRow[][] }[]
}

/** A line with its number on each side. If it is on one side only, it differs. */
export interface ComparedRow {
  own?: number
  solution?: number
  text: string
}

/** The judgement of the learner's examples for a step. */
export interface BreakState {
  step: string
  /** Their file, to open: `breaks/06-is-owner.ts:1`. None if there is nothing to find. */
  open?: string
  /** While this is so, the judgement is that of the save before. */
  judging: boolean
  /** The number of wrong implementations that have been tried since. */
  tried?: number
  judgement?: Judgement
  /** The file has only the example with which it was created. */
  asCreated?: boolean
  /** Why there is nothing to find. */
  problem?: string
}
