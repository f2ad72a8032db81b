import { createHash } from 'node:crypto'
import { compare, compareInside, type Difference } from './compare.ts'
import { enumerated } from './enumerated/sessions.ts'
import { generate } from './generate.ts'
import { type PlayingTarget, type PlayOptions, play, type Transcript } from './play.ts'
import type { Session } from './session.ts'
import { shrink } from './shrink.ts'
import { NO_ANSWER } from './target.ts'

/** How many sessions are an exam. */
export const SESSIONS = 200

/** One API of the two that are compared, opened when it is needed and anew when it has ended. */
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

  /** Ends it: the next play begins with another process. */
  close(): void {
    const closing = this.#target
    this.#target = undefined
    closing?.then(
      (target) => target.close(),
      () => {},
    )
  }
}

/** Transcripts that outlive the process, by the digest of their session. */
export interface KeptTranscripts {
  known: Map<string, Transcript>
  /** Keeps what has come to be known. */
  keep(): void
}

/** The solution's answers to the sessions of an exam. They are made ahead of time, or when they are asked for. */
export class RightAnswers {
  /** How the other side has to be played. */
  readonly options: PlayOptions
  readonly #side: Side
  readonly #upTo: number
  readonly #openKept: () => Promise<KeptTranscripts | undefined>
  #kept: Promise<KeptTranscripts | undefined> | undefined
  readonly #transcripts = new Map<string, Promise<Transcript>>()

  /**
   * @param upTo the number of the last step that is done in the tree
   * @param openKept finds what the same side has answered before, in another process
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
   * The session with a number in the exam of a seed: the first ones are enumerated, the others made by
   * chance.
   */
  sessionAt(seed: number, number: number): Session {
    return enumerated(this.#upTo)[number]?.(this.#upTo) ?? generate(seed + number, this.#upTo)
  }

  /** The same, and what is seen of it. */
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

  /** Makes what an exam will need, while nothing else is to do. */
  async prepare(seed: number, sessions: number, signal: AbortSignal): Promise<void> {
    for (let number = 0; number < sessions && !signal.aborted; number += 1) {
      await this.session(seed, number)
    }
    // All that it knows stays known.
    if (!signal.aborted) await this.keep()
    if (!signal.aborted) this.close()
  }

  /** Has what is known be known to other processes, too. */
  async keep(): Promise<void> {
    const kept = await this.#kept
    kept?.keep()
  }

  async play(session: Session): Promise<Transcript> {
    const target = await this.#side.target()
    const inside = await target.playInside?.(session)
    const transcript = inside ?? (await play(session, target, this.options))
    if (!transcript.at(-1)?.ended) return transcript
    // It answers always: a machine so busy that it did not in time gets another chance.
    this.#side.close()
    return play(session, await this.#side.target(), this.options)
  }

  close(): void {
    this.#side.close()
  }
}

/** An exam to sit. */
export interface Sitting {
  /** Tells the sessions that are made by chance. */
  seed: number
  sessions: number
  signal?: AbortSignal
  /** How long the shortest session may be searched for, in milliseconds. */
  shrinkFor?: number
}

/** What came of it. */
export interface ExamResult {
  /** How many sessions were played; the last one differed, if there is a difference. */
  played: number
  difference?: Difference
  /** What was seen once, and not again on a fresh process: a slow moment, or chance in the tree. */
  seenOnce?: Difference
}

/**
 * Plays sessions on an API until one is answered in another way than by the solution, or has other
 * effects; what is found is shown again on a fresh process, and made as short as it can be.
 *
 * @throws what opening the side throws
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

/** The difference at its shortest, if it shows on a fresh process as well, asked over the network. */
async function confirmed(
  found: Difference,
  side: Side,
  answers: RightAnswers,
  { shrinkFor, signal }: { shrinkFor: number; signal?: AbortSignal },
): Promise<Difference | undefined> {
  const attempt = async (session: Session, how = compare, options = answers.options) => {
    const right = await answers.play(session)
    const difference = await how(session, right, await side.target(), options)
    // What has ended or hangs answers nothing any more.
    if (difference?.actual.ended) side.close()
    return difference
  }
  side.close()
  // What comes again in every session, as a key that is not made by chance, shows in the second one.
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

/** How long to wait for what has been waited for in vain, in milliseconds. */
const HURRY = 400

function hangs({ actual: { answers, ended } }: Difference): boolean {
  return (
    ended === NO_ANSWER || answers.some(({ status, body }) => status === 0 && body === NO_ANSWER)
  )
}
