import { Random } from './random.ts'
import { change } from './scenes/changes.ts'
import { classes, defaultClasses, objectClasses } from './scenes/classes.ts'
import { devices } from './scenes/devices.ts'
import { fault } from './scenes/faults.ts'
import { guesses } from './scenes/guesses.ts'
import { misplaced, wrongCredentials } from './scenes/keys.ts'
import { lists, pages } from './scenes/lists.ts'
import { login, manyLogins } from './scenes/logins.ts'
import { logout } from './scenes/logouts.ts'
import { cast, register } from './scenes/people.ts'
import { anything, burst, matrix, override, repeat } from './scenes/requests.ts'
import { session } from './scenes/sessions.ts'
import { taskLife } from './scenes/tasks.ts'
import { Script } from './script.ts'
import type { Session } from './session.ts'

/** Adds a few moves that belong together. */
type Scene = (script: Script) => void

/** How often each scene is chosen, and the first step that has it. */
const SCENES: [weight: number, firstStep: number, scene: Scene][] = [
  [8, 1, anything],
  [12, 4, matrix],
  [20, 6, taskLife],
  [11, 3, login],
  [2, 3, manyLogins],
  [10, 1, change],
  [12, 7, logout],
  [4, 1, register],
  [14, 3, misplaced],
  [8, 3, wrongCredentials],
  [4, 4, burst],
  [8, 4, classes],
  [7, 6, objectClasses],
  [4, 5, defaultClasses],
  [5, 3, fault],
  [5, 11, guesses],
  [9, 4, override],
  [14, 12, session],
  [2, 1, repeat],
  [16, 8, lists],
  [10, 9, pages],
  [14, 10, devices],
]

/** The step that adds the login of version 2. */
const HASHED_TOKENS = 10

/**
 * Generates a session from a seed.
 *
 * @param upTo the number of the last solved step: scenes about later steps are left out
 */
export function generate(seed: number, upTo: number): Session {
  const random = new Random(seed)
  const script = new Script(random, upTo)
  cast(script)
  const pairs = SCENES.filter(([, firstStep]) => firstStep <= upTo).map(
    ([weight, , scene]) => [weight, scene] as const,
  )
  const length = script.moves.length + 10 + random.below(22)
  while (script.moves.length < length) {
    script.version = upTo >= HASHED_TOKENS && random.chance(0.4) ? 2 : 1
    random.weighted(pairs)(script)
  }
  return { seed, skip: script.skip, moves: script.moves }
}
