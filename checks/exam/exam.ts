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

/** The solution's responses in the sessions of an exam, made ahead of time or on demand. */
export class RightAnswers {
  /** The options with which the other side must be run. */
  readonly options: PlayOptions
  readonly #side: Side
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
    this.#side = side
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
  async session(seed: number, number: number): Promise<{ session: Session; right: Transcript }> {
    const session = this.sessionAt(seed, number)
    const key = createHash('sha256').update(JSON.stringify(session)).digest('hex')
    const right = this.#transcripts.get(key) ?? this.#keptOrPlayed(key, session)
    this.#transcripts.set(key, right)
    return { session, right: await right }
  }

  async #keptOrPlayed(key: string, session: Session): Promise<Transcript> {
    this.#kept ??= this.#openKept()
    const { known } = (await this.#kept) ?? {}
    const right = known?.get(key) ?? (await this.play(session))
    known?.set(key, right)
    return right
  }

  /** Makes the transcripts that an exam will need, while there is nothing else to do. */
  async prepare(seed: number, sessions: number, signal: AbortSignal): Promise<void> {
    for (let number = 0; number < sessions && !signal.aborted; number += 1) {
      await this.session(seed, number)
    }
    // The transcripts stay in memory.
    if (!signal.aborted) await this.keep()
    if (!signal.aborted) this.close()
  }

  /** Makes the transcripts available to later processes. */
  async keep(): Promise<void> {
    const kept = await this.#kept
    kept?.keep()
  }

  async play(session: Session): Promise<Transcript> {
    const target = await this.#side.target()
    const inside = await target.playInside?.(session)
    const transcript = inside ?? (await play(session, target, this.options))
    if (!transcript.at(-1)?.ended) return transcript
    // The solution always responds. If it did not, the machine was busy, so it gets another chance.
    this.#side.close()
    return play(session, await this.#side.target(), this.options)
  }

  close(): void {
    this.#side.close()
  }
}

/** The options of an exam. */
export interface Sitting {
  /** Selects the random sessions. */
  seed: number
  sessions: number
  signal?: AbortSignal
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
 * is then confirmed in a new process, and reduced to the shortest session that shows it.
 *
 * @throws the error of opening the API
 */
export async function sit(
  side: Side,
  answers: RightAnswers,
  sitting: Sitting,
): Promise<ExamResult> {
  const { seed, sessions, signal, shrinkFor = 8000 } = sitting
  let seenOnce: Difference | undefined
  for (let played = 0; played < sessions && !signal?.aborted; played += 1) {
    const { session, right } = await answers.session(seed, played)
    if (signal?.aborted) return { played }
    const found = await compareInside(session, right, await side.target(), answers.options)
    if (found && !signal?.aborted) {
      const difference = await confirmed(found, side, answers, { shrinkFor, signal })
      if (difference) return { played: played + 1, difference }
      seenOnce ??= found
    }
  }
  return { played: sessions, ...(seenOnce && { seenOnce }) }
}

/**
 * Confirms a difference in a new process, over the network, and returns it in its shortest form.
 */
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
  side.close()
  // A value that repeats in every session, such as a key that is not random, shows in the second
  // run.
  const again = (await attempt(found.session)) ?? (await attempt(found.session))
  if (!again) return undefined
  const end = performance.now() + shrinkFor
  const isOver = () => performance.now() > end || Boolean(signal?.aborted)
  const isHurried = hangs(again)
  const hurried = { ...answers.options, ...(isHurried && { patience: HURRY }) }
  const how = isHurried ? compare : compareInside
  const shortest = await shrink(again, (session) => attempt(session, how, hurried), isOver)
  side.close()
  return (await attempt(shortest.session)) ?? (await attempt(shortest.session)) ?? again
}

/** How long to wait again for a response that did not come, in milliseconds. */
const HURRY = 400

function hangs({ actual: { answers, ended } }: Difference): boolean {
  return (
    ended === NO_ANSWER || answers.some(({ status, body }) => status === 0 && body === NO_ANSWER)
  )
}
