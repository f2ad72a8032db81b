import { createHash } from 'node:crypto'
import { compare, compareInside, type Difference } from './compare.ts'
import { enumerated } from './enumerated/sessions.ts'
import { generate } from './generate.ts'
import { type PlayingTarget, type PlayOptions, play, type Transcript } from './play.ts'
import type { Session } from './session.ts'
import { shrink } from './shrink.ts'
import { NO_ANSWER } from './target.ts'

/** The number of sessions in an exam. */
export const SESSIONS = 200

/**
 * One of the two APIs that are compared. It is opened when it is needed, and again after it has
 * ended.
 */
export class Side {
  readonly #open: () => Promise<PlayingTarget>
  #target: Promise<PlayingTarget> | undefined

  constructor(open: () => Promise<PlayingTarget>) {
    this.#open = open
  }

  target(): Promise<PlayingTarget> {
    this.#target ??= this.#open()
    return this.#target
  }

  /** The same API in its own process. */
  another(): Side {
    return new Side(this.#open)
  }

  /** Ends the process. The next run uses a new one. */
  close(): void {
    const closing = this.#target
    this.#target = undefined
    closing?.then(
      (target) => target.close(),
      () => {},
    )
  }
}

/** Transcripts that are kept for later processes, by the digest of their session. */
export interface KeptTranscripts {
  known: Map<string, Transcript>
  /** Stores the transcripts that were added. */
  keep(): void
}

/** A digest that is equal for equal sessions. */
export function digestOf(session: Session): string {
  return createHash('sha256').update(JSON.stringify(session)).digest('hex')
}

/** The solution's responses in the sessions of an exam, made ahead of time or on demand. */
export class RightAnswers {
  /** The options with which the other side must be run. */
  readonly options: PlayOptions
  readonly #sides: Side[]
  /** The processes that run no session now. */
  readonly #idle: Side[]
  readonly #upTo: number
  readonly #openKept: () => Promise<KeptTranscripts | undefined>
  #kept: Promise<KeptTranscripts | undefined> | undefined
  readonly #transcripts = new Map<string, Promise<Transcript>>()

  /**
   * @param upTo the number of the last solved step of the tree
   * @param openKept opens the transcripts that an earlier process kept
   */
  constructor(
    side: Side,
    upTo: number,
    options: PlayOptions = {},
    openKept: () => Promise<KeptTranscripts | undefined> = async () => undefined,
  ) {
    this.#sides = [side]
    this.#idle = [side]
    this.#upTo = upTo
    this.options = options
    this.#openKept = openKept
  }

  /**
   * The session with this number in an exam: the first ones are enumerated, the others are
   * generated from the seed.
   */
  sessionAt(seed: number, number: number): Session {
    return enumerated(this.#upTo)[number]?.(this.#upTo) ?? generate(seed + number, this.#upTo)
  }

  /** The session, and its transcript. */
  async session(
    seed: number,
    number: number,
    signal?: AbortSignal,
  ): Promise<{ session: Session; right: Transcript }> {
    const session = this.sessionAt(seed, number)
    const key = digestOf(session)
    const right = this.#transcripts.get(key) ?? this.#keptOrPlayed(key, session, signal)
    this.#transcripts.set(key, right)
    return { session, right: await right }
  }

  async #keptOrPlayed(key: string, session: Session, signal?: AbortSignal): Promise<Transcript> {
    this.#kept ??= this.#openKept()
    const { known } = (await this.#kept) ?? {}
    const right = known?.get(key) ?? (await this.play(session, signal))
    // An interrupted session has no transcript.
    if (signal?.aborted) this.#transcripts.delete(key)
    else known?.set(key, right)
    return right
  }

  /**
   * Makes the transcripts that an exam will need, while there is nothing else to do. A signal stops
   * it in the middle of a session.
   */
  async prepare(seed: number, sessions: number, signal?: AbortSignal): Promise<void> {
    const close = () => this.close()
    signal?.addEventListener('abort', close, { once: true })
    for (let number = 0; number < sessions && !signal?.aborted; number += 1) {
      await this.session(seed, number, signal)
    }
    signal?.removeEventListener('abort', close)
    // What has been played stays known.
    await this.keep()
    if (!signal?.aborted) this.close()
  }

  /** Makes the transcripts available to later processes. */
  async keep(): Promise<void> {
    const kept = await this.#kept
    kept?.keep()
  }

  async play(session: Session, signal?: AbortSignal): Promise<Transcript> {
    const side = this.#idle.pop() ?? this.#another()
    try {
      const target = await side.target()
      const inside = await target.playInside?.(session)
      const transcript = inside ?? (await play(session, target, this.options))
      if (!transcript.at(-1)?.ended || signal?.aborted) return transcript
      // The solution always responds. If it did not, the machine was busy, so it gets another chance.
      side.close()
      return await play(session, await side.target(), this.options)
    } finally {
      this.#idle.push(side)
    }
  }

  #another(): Side {
    const side = (this.#sides[0] as Side).another()
    this.#sides.push(side)
    return side
  }

  close(): void {
    for (const side of this.#sides) side.close()
  }
}

/** The options of an exam. */
export interface Sitting {
  /** Selects the random sessions. */
  seed: number
  sessions: number
  /** Stops the exam in the middle of a session. */
  signal?: AbortSignal
  /** The number of sessions that run at the same time, each in its own process. */
  atOnce?: number
  /** The time limit of the search for the shortest session, in milliseconds. */
  shrinkFor?: number
}

/** The result of an exam. */
export interface ExamResult {
  /** The number of sessions that were run. If there is a difference, it is in the last one. */
  played: number
  difference?: Difference
  /**
   * A difference that did not appear again in a new process: a slow moment, or something random in
   * the tree.
   */
  seenOnce?: Difference
}

/**
 * Runs sessions on an API until a response or an effect differs from the solution's. The difference
 * is then confirmed in a new process, and reduced to the shortest session that shows it. If several
 * sessions run at the same time, the first one by number is reported.
 *
 * @throws the error of opening the API
 */
export async function sit(
  side: Side,
  answers: RightAnswers,
  sitting: Sitting,
): Promise<ExamResult> {
  const { sessions, signal, shrinkFor = 8000, atOnce = 1 } = sitting
  const sides = [side, ...Array.from({ length: atOnce - 1 }, () => side.another())]
  const close = () => {
    for (const each of sides) each.close()
    answers.close()
  }
  signal?.addEventListener('abort', close, { once: true })
  try {
    let seenOnce: Difference | undefined
    for (let from = 0; ; ) {
      const found = await firstFound(sides, answers, sitting, from)
      if (!found)
        return { played: signal?.aborted ? from : sessions, ...(seenOnce && { seenOnce }) }
      const difference = await confirmed(found.difference, side, answers, { shrinkFor, signal })
      if (difference) return { played: found.number + 1, difference }
      seenOnce ??= found.difference
      from = found.number + 1
    }
  } finally {
    signal?.removeEventListener('abort', close)
    for (const each of sides.slice(1)) each.close()
  }
}

interface Found {
  number: number
  difference: Difference
}

/** The first session, from a number on, that differs. */
async function firstFound(
  sides: Side[],
  answers: RightAnswers,
  { seed, sessions, signal }: Sitting,
  from: number,
): Promise<Found | undefined> {
  const found: Found[] = []
  let next = from
  const playOn = async (side: Side) => {
    while (next < sessions && found.length === 0 && !signal?.aborted) {
      const number = next
      next += 1
      const { session, right } = await answers.session(seed, number, signal)
      if (signal?.aborted) return
      const difference = await compareInside(session, right, await side.target(), answers.options)
      if (difference && !signal?.aborted) found.push({ number, difference })
    }
  }
  await Promise.all(sides.map(playOn))
  return found.toSorted((a, b) => a.number - b.number)[0]
}

/** Confirms a difference in a new process, and returns it in its shortest form. */
async function confirmed(
  found: Difference,
  side: Side,
  answers: RightAnswers,
  { shrinkFor, signal }: { shrinkFor: number; signal?: AbortSignal },
): Promise<Difference | undefined> {
  const attempt = async (session: Session, how = compare, options = answers.options) => {
    const right = await answers.play(session)
    const difference = await how(session, right, await side.target(), options)
    // A process that has ended or hangs cannot be used again.
    if (difference?.actual.ended) side.close()
    return difference
  }
  // A value that repeats in every session, such as a key that is not random, shows in the second
  // run.
  const twice = async (session: Session, how: typeof compare) =>
    (await attempt(session, how)) ?? attempt(session, how)
  side.close()
  const overNetwork = await twice(found.session, compare)
  if (!overNetwork) side.close()
  // The network decides which of simultaneous requests is first. In the process it is always the same.
  const again = overNetwork ?? (await attempt(found.session, compareInside))
  if (!again) return undefined
  const end = performance.now() + shrinkFor
  const isOver = () => performance.now() > end || Boolean(signal?.aborted)
  const isHurried = hangs(again)
  const hurried = { ...answers.options, ...(isHurried && { patience: HURRY }) }
  const how = isHurried ? compare : compareInside
  const shortest = await shrink(again, (session) => attempt(session, how, hurried), isOver)
  side.close()
  return (await twice(shortest.session, overNetwork ? compare : compareInside)) ?? again
}

/** How long to wait again for a response that did not come, in milliseconds. */
const HURRY = 400

function hangs({ actual: { answers, ended } }: Difference): boolean {
  return (
    ended === NO_ANSWER || answers.some(({ status, body }) => status === 0 && body === NO_ANSWER)
  )
}
