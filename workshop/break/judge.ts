import { existsSync } from 'node:fs'
import type { Example } from '../../checks/harness/example.ts'
import { POLICY } from '../../checks/policy.ts'
import { shownPath } from '../paths.ts'
import { breakFile } from './break-file.ts'
import {
  type Implementation,
  readImplementations,
  type WrongImplementation,
} from './implementations.ts'
import { LoadError, loadExamples } from './load-examples.ts'
import type { Played } from './play-example.ts'
import { type Outcome, Trials } from './trials.ts'
import { invalidTitle, problemOf, titleOf } from './validate.ts'
import { PEOPLE } from './worlds.ts'

/** The judgement of a learner's examples for a step. */
export interface Judgement {
  step: string
  /** The learner's file, relative to the repository's folder. */
  file: string
  /** Why nothing could be judged, in a sentence. */
  problem?: string
  /** In the order of the file. */
  examples: JudgedExample[]
  /** The wrong implementations of the step, found or not. */
  wrong: JudgedImplementation[]
  /** Whether all of them are found. */
  done: boolean
  milliseconds: number
}

export interface JudgedExample {
  /** `bob sends PATCH /api/tasks/{task}/: 403`, or `PATCH /api/tasks/ cannot run`. */
  title: string
  /** The expected status. */
  status?: number
  /** Why it does not count, in a sentence: it cannot run, is not true, or is too narrow. */
  problem?: string
  /** The wrong implementations that it is the first to find. */
  finds: string[]
  /** How many it finds, with those that an example above has found. */
  all: number
  /** Whether it finds some, all of which an example above has found. */
  repeats: boolean
}

export interface JudgedImplementation {
  letter: string
  /** Only if it is found, as are the next ones. */
  name?: string
  misconception?: string
  /** The number of the example, starting at 1, and the learner's own reason, if there is one. */
  foundBy?: { example: number; why?: string }
}

/** Judges a learner's examples. Until it is closed, it keeps its processes and its results. */
export class Judge {
  readonly #trials = new Trials()

  close(): void {
    this.#trials.close()
  }

  /**
   * Judges the examples in the learner's file for a step.
   *
   * @param onTried called with the number of wrong implementations that have been tried
   * @throws UsageError if the step has no wrong implementations to find
   */
  async judge(
    step: string,
    file = breakFile(step),
    onTried: (tried: number) => void = () => {},
  ): Promise<Judgement> {
    const start = performance.now()
    const { right, wrong } = await readImplementations(step)
    const judgement = (rest: Partial<Judgement>): Judgement => ({
      step,
      file: shownPath(file),
      examples: [],
      wrong: wrong.map(({ letter }) => ({ letter })),
      done: false,
      ...rest,
      milliseconds: performance.now() - start,
    })
    try {
      const examples = await readExamples(file)
      const problems = await Promise.all(examples.map((each) => this.problemOf(each, right)))
      return judgement(await this.#find(examples, problems, wrong, onTried))
    } catch (error) {
      if (error instanceof LoadError) return judgement({ problem: error.message })
      throw error
    }
  }

  /**
   * Why an example does not count: it must be true on every right implementation, in both worlds.
   */
  async problemOf(example: unknown, right: Implementation[]): Promise<string | undefined> {
    const problem = problemOf(example)
    if (problem) return problem
    const told = example as Example
    const on = ({ replaced }: Implementation, world: number) => {
      return this.#trials.play({ example: told, replaced, world })
    }
    const [solution, ...variants] = right as [Implementation, ...Implementation[]]
    const first = await on(solution, 0)
    if (!holds(first)) return untrue(told, first)
    for (const world of PEOPLE.keys()) {
      const played = await on(solution, world)
      if (!holds(played))
        return `Too narrow. With other names and ids, ${differs(played)}. ${INSTEAD}`
    }
    const outcomes = await Promise.all(variants.map((variant) => on(variant, 0)))
    const at = outcomes.findIndex((played) => !holds(played))
    if (at < 0) return undefined
    return `Too narrow. With another right solution, ${differs(outcomes[at])}. That solution ${variants[at]?.name}.`
  }

  async #find(
    examples: unknown[],
    problems: (string | undefined)[],
    wrong: WrongImplementation[],
    onTried: (tried: number) => void,
  ): Promise<Pick<Judgement, 'examples' | 'wrong' | 'done'>> {
    const right = examples.flatMap((example, at) =>
      problems[at] === undefined ? [{ at, example: example as Example }] : [],
    )
    let tried = 0
    const finders = await Promise.all(
      wrong.map(async (each) => {
        const finder = await this.#firstToFind(right, each)
        tried += 1
        onTried(tried)
        return finder
      }),
    )
    const judged = examples.map(async (example, at): Promise<JudgedExample> => {
      const problem = problems[at]
      if (problemOf(example)) {
        return { title: invalidTitle(example), problem, finds: [], all: 0, repeats: false }
      }
      const { status } = (example as Example).then
      const finds = wrong.filter((_, n) => finders[n]?.at === at).map(({ letter }) => letter)
      const all = problem === undefined ? await this.#countFound(example as Example, wrong) : 0
      const repeats = all > 0 && finds.length === 0
      const title = titleOf(example as Example)
      return { title, status, ...(problem && { problem }), finds, all, repeats }
    })
    return {
      examples: await Promise.all(judged),
      wrong: wrong.map(({ letter, name, misconception }, n) => {
        const finder = finders[n]
        if (!finder) return { letter }
        const { why } = finder.example
        const foundBy = { example: finder.at + 1, ...(why !== undefined && { why: String(why) }) }
        return { letter, name, misconception, foundBy }
      }),
      done: finders.every(Boolean),
    }
  }

  async #firstToFind(right: { at: number; example: Example }[], implementation: Implementation) {
    for (const each of right) {
      if (await this.finds(each.example, implementation)) return each
    }
    return undefined
  }

  async #countFound(example: Example, wrong: Implementation[]): Promise<number> {
    const found = await Promise.all(wrong.map((each) => this.finds(example, each)))
    return found.filter(Boolean).length
  }

  /** Whether an example that is true of the API is not true of this implementation. */
  async finds(example: Example, { replaced }: Implementation): Promise<boolean> {
    for (const world of PEOPLE.keys()) {
      const played = await this.#trials.play({ example, replaced, world })
      // If its users cannot be created, that says nothing about the request.
      if (played?.impossible === undefined && !holds(played)) return true
    }
    return false
  }
}

/** @throws LoadError if there are none */
async function readExamples(file: string): Promise<unknown[]> {
  if (!existsSync(file)) throw new LoadError(`There is no ${shownPath(file)} yet.`)
  const examples = await loadExamples(file)
  if (!Array.isArray(examples)) {
    throw new LoadError(
      `${shownPath(file)} must export a list: export const examples: Example[] = […]`,
    )
  }
  return examples
}

function holds(played: Outcome): played is Played {
  return (
    played !== undefined &&
    [played.difference, played.missing, played.impossible].every((each) => each === undefined)
  )
}

const INSTEAD =
  'Write {alice.name} instead of a name, and {task} instead of a number: these always match.'

const NO_TASKS =
  'Each example begins without tasks: create one in `given`, and write {task} for its id.'

/** How an example fails, as the end of a sentence. */
function differs(played: Outcome): string {
  if (!played) return 'it takes too long, or ends its process'
  if (played.missing !== undefined) return missing(played.missing, played)
  return played.difference ?? `it fails: ${played.impossible}`
}

function untrue(example: Example, played: Outcome): string {
  if (!played) return 'This takes too long. Check its regular expressions.'
  if (played.missing !== undefined) {
    const told = missing(played.missing, played)
    return `${told.charAt(0).toUpperCase()}${told.slice(1)}.`
  }
  return `Not true of the API: ${differs(played)}.${aboutNotFound(example, played)}`
}

function missing(name: string, { answers }: Played): string {
  const last = answers.at(-1)
  const field = name === 'task' ? 'id' : name
  const came = last ? `; the last one is ${last.status} ${last.body.slice(0, 80)}` : ''
  return `{${name}} has no value: no earlier response has \`${field}\`${came}`.trimEnd()
}

/**
 * Why a response can be 404: an unknown path is often a typing error, so the nearest route is named;
 * a number is often that of a task elsewhere.
 */
function aboutNotFound({ when }: Example, { answers }: Played): string {
  if (answers.at(-1)?.status !== 404) return ''
  const path = when.send.split(' ')[1]?.split('?')[0] ?? ''
  const routes = [...new Set(POLICY.map((rule) => rule.path))].filter(
    (each) => !/nowhere|999/.test(each),
  )
  const known = routes.find((route) => {
    return new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)
  })
  if (known) return known.includes('{id}') && !path.includes('{') ? ` ${NO_TASKS}` : ''
  const alike = (route: string) => [...route].findIndex((letter, at) => letter !== path[at])
  const nearest = routes.toSorted((a, b) => alike(b) - alike(a))[0]
  return ` There is no route ${path}. Is it ${nearest}?`
}
