/** Keys, tokens of version 2, their digests, and the beginning by which one is found. */
const KEY =
  /\b(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9A-F]{40}|[0-9A-F]{64}|[0-9a-f]{15})\b/g
const PASSWORD = /(?:bcrypt_sha256|md5)\$[^"\\\s]+/g
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g
const COOKIE = /\b(sessionid|csrftoken)=([A-Za-z0-9]{16,})/g
/** When a cookie ends, unless it is deleted: as many seconds from now as `Max-Age` says. */
const EXPIRES = /(Expires=)(?!Thu, 01 Jan 1970)[^;]*/g
/** Another one with every answer. */
const CSRF_TOKEN = /("csrfToken":")[A-Za-z0-9]{64}"/g
/** What a parser says of a body that is no JSON is its own affair. */
const PARSE_ERROR = /((?:JSON|Multipart form) parse error - )[^"]*/g

/** Two keys of 160 random bits do not have so many digits in common. */
const ALIKE = 10

/** Gives values of chance names by their first appearance, so that two plays can be compared. */
export class Names {
  readonly #names = new Map<string, string>()
  readonly #earlier: ReadonlySet<string>
  readonly #keys = new Set<string>()

  /** @param earlier the keys of sessions before this one: none of them may come again */
  constructor(earlier: ReadonlySet<string>) {
    this.#earlier = earlier
  }

  /** The keys that have been named. */
  get keys(): string[] {
    return [...this.#keys]
  }

  applyTo(text: string): string {
    return text
      .replace(COOKIE, (_, name, value) => `${name}=${this.#name(name, value)}`)
      .replace(EXPIRES, '$1<moment>')
      .replace(CSRF_TOKEN, '$1<CSRF token>"')
      .replace(KEY, (key) => this.#key(key))
      .replace(PASSWORD, (hash) => this.#name('password', hash))
      .replace(MOMENT, '<moment>')
      .replace(PARSE_ERROR, '$1…')
  }

  #key(key: string): string {
    // Not made by chance: a session sends it.
    if (/^(.)\1*$/.test(key)) return key
    const lower = key.toLowerCase()
    const kind = this.#names.has(lower) ? 'key' : this.#kindOfKey(lower)
    this.#keys.add(lower)
    return this.#name(kind, lower) + (key === lower ? '' : ' in capitals')
  }

  #kindOfKey(key: string): string {
    if (this.#earlier.has(key)) return 'key of an earlier time'
    const ends = [key.slice(0, ALIKE), key.slice(-ALIKE)] as const
    const isLike = (other: string) => other.startsWith(ends[0]) || other.endsWith(ends[1])
    return [...this.#keys].some(isLike) ? 'key like one before' : 'key'
  }

  #name(kind: string, value: string): string {
    const name = this.#names.get(value) ?? `<${kind} ${this.#names.size + 1}>`
    this.#names.set(value, name)
    return name
  }
}
