import { ACTIONS } from '../loop/actions.ts'
import { whyLines } from '../loop/why.ts'
import type { Workshop } from '../loop/workshop.ts'
import { takeHint } from '../progress/hints.ts'
import { progressOf } from '../progress/progress.ts'
import { passed } from '../runner/report.ts'
import { plainTheme } from '../terminal/theme.ts'
import { type Console, CREDENTIALS, type Wish } from './asked/console.ts'
import type { BreakKeeper } from './break-keeper.ts'
import { compareStep } from './compare.ts'
import { METHODS, PEOPLE } from './console-choices.ts'
import { openPlace } from './server/open-place.ts'
import type { Action } from './server/page-server.ts'
import { judgedSteps } from './state/judged-steps.ts'

/** What the actions need. */
export interface Parts {
  workshop: Workshop
  console: Console
  breaks: BreakKeeper
  /** The places that the page has shown. No others can be opened. */
  isNamed(place: string): boolean
  /** Called with each response, so that the page can open the lines that it names. */
  onAnswer(answer: object): void
  /** Sends changes to the page. */
  changed(): void
}

/** Everything that the page can request. All of its input is checked here. */
export function makeActions(parts: Parts): Record<string, Action> {
  const { workshop, console, breaks, isNamed, onAnswer, changed } = parts
  return {
    async go({ step }) {
      if (!workshop.state.steps.includes(step as string)) return undefined
      workshop.goTo(step as string)
      return {}
    },

    async next() {
      const next = ACTIONS.find(({ name }) => name === 'next')
      await next?.run(workshop, { theme: plainTheme, width: 100 })
      return {}
    },

    async check() {
      workshop.checkAll()
      return {}
    },

    async hint() {
      await workshop.verdict()
      const { current, failure, progress } = workshop.state
      takeHint(current, failure, progress)
      changed()
      return {}
    },

    async open({ place }) {
      if (typeof place !== 'string' || !isNamed(place)) return undefined
      return { opened: await openPlace(place) }
    },

    async why() {
      const { current, progress, report } = workshop.state
      // It shows the solution. The exam can still be running, as for the key in the terminal.
      const passes = progressOf(progress, current).done || (report && passed(report))
      if (!passes) return undefined
      // The card has its first lines: the title and the reason.
      const [, , , ...lines] = await whyLines(current, plainTheme, WHY_WIDTH, false)
      return { lines }
    },
    async compare() {
      return compareStep(workshop.state.current)
    },

    async judge() {
      await breaks.begin(workshop.state.current)
      return {}
    },

    async ask(told) {
      const wish = wishIn(told)
      const answer = wish && (await orWhy(() => console.ask(wish, judgedSteps(workshop.state))))
      if (answer) onAnswer(answer)
      return answer
    },

    async fresh() {
      return orWhy(async () => {
        await console.restart()
        changed()
        return {}
      })
    },
  }
}

/** In characters. The browser wraps the lines. */
const WHY_WIDTH = 10_000

/** An error in the learner's code is a response too. */
async function orWhy(work: () => Promise<object>): Promise<object> {
  try {
    return await work()
  } catch (error) {
    return { error: (error as Error).message }
  }
}

/** A request of the page: any path, but no text that would become another header. */
function wishIn(told: Record<string, unknown>): Wish | undefined {
  const { as, method, path, body, with: credentials = 'token', csrf = false } = told
  const isPerson = PEOPLE.some((each) => each === as)
  const isRequest = typeof method === 'string' && METHODS.includes(method)
  const isPath = typeof path === 'string' && /^\/[\x21-\x7e]*$/.test(path) && path.length < 2000
  const isBody = body === undefined || typeof body === 'string'
  const isProof = CREDENTIALS.some((each) => each === credentials) && typeof csrf === 'boolean'
  return isPerson && isRequest && isPath && isBody && isProof
    ? ({ as, method, path, body, with: credentials, csrf } as Wish)
    : undefined
}
