import { PEOPLE, type PersonName } from '../console-choices.ts'
import type { People } from './console-child.ts'
import { textIn } from './text-in.ts'

/**
 * The tokens of the actors, as a client stores them: a login replaces the user's token, and a logout
 * deletes it.
 */
export class ActorKeys {
  readonly #keys: Pick<People, 'keys' | 'v2Keys'>
  readonly #deleted = new Set<string>()

  constructor({ keys, v2Keys }: Pick<People, 'keys' | 'v2Keys'>) {
    this.#keys = { keys: { ...keys }, v2Keys: { ...v2Keys } }
  }

  /** The token that an actor sends to this path. */
  keyOf(as: PersonName, path: string): string | undefined {
    return as === 'wrong' ? 'f'.repeat(40) : this.#of(path)[as]
  }

  /** Whether a logout has deleted this token. */
  isDeleted(key: string | undefined): boolean {
    return key !== undefined && this.#deleted.has(key)
  }

  /**
   * Notes a login or a logout.
   *
   * @param user the user that the request is authenticated as, if it is
   */
  take({ method, path, body }: Sent, { status, body: answer }: Answer, user?: string): void {
    if (method !== 'POST') return
    const [, , action] = /^\/api\/(v2\/)?(\w+)\/(?:\?|$)/.exec(path) ?? []
    const keys = this.#of(path)
    if (action === 'login' && status === 200) {
      const [name, token] = [textIn(body, 'username'), textIn(answer, 'token')]
      if (token && PEOPLE.some((each) => each === name)) keys[name as PersonName] = token
    }
    const key = user === undefined ? undefined : keys[user]
    if ((action === 'logout' || action === 'logoutall') && status === 204 && key) {
      this.#deleted.add(key)
    }
  }

  #of(path: string): People['keys'] {
    return path.startsWith('/api/v2/') ? this.#keys.v2Keys : this.#keys.keys
  }
}

interface Sent {
  method: string
  path: string
  body?: string
}

interface Answer {
  status: number
  body: string
}
