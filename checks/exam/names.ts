/** Keys, tokens of version 2, their digests, and the first characters by which a token is found. */
const KEY =
  /\b(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9A-F]{40}|[0-9A-F]{64}|[0-9a-f]{15})\b/g
const PASSWORD = /(?:bcrypt_sha256|md5)\$[^"\\\s]+/g
const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g
const COOKIE = /\b(sessionid|csrftoken)=([A-Za-z0-9]{16,})/g
/** When a cookie ends, unless it is deleted. It repeats `Max-Age`. */
const EXPIRES = /(Expires=)(?!Thu, 01 Jan 1970)[^;]*/g
/** It differs in every response. */
const CSRF_TOKEN = /("csrfToken":")[A-Za-z0-9]{64}"/g
/** The rest of a parser's error message may differ. */
const PARSE_ERROR = /((?:JSON|Multipart form) parse error - )[^"]*/g

const HOUR = 60 * 60 * 1000
/** A later moment than this is not of the session, for example a date that it sends. */
const SESSION = 48 * HOUR

/** Two random keys of 160 bits do not share this many digits. */
const ALIKE = 10

/** A beginning is no end: they are marked. */
function endsOf(key: string): string[] {
  return [`${key.slice(0, ALIKE)}…`, `…${key.slice(-ALIKE)}`]
}

/** Names random values by their first appearance, so that two runs can be compared. */
export class Names {
  readonly #names = new Map<string, string>()
  readonly #earlier: ReadonlySet<string>
  readonly #keys = new Set<string>()
  /** The beginnings and ends of the keys. */
  readonly #ends = new Set<string>()
  #firstMoment: number | undefined

  /** @param earlier the keys of earlier sessions: a key must not repeat */
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
      .replace(MOMENT, (moment) => this.#moment(moment))
      .replace(PARSE_ERROR, '$1…')
  }

  /** Moments differ by seconds in two runs. A wrong time zone or lifetime is wrong by hours. */
  #moment(text: string): string {
    const moment = Date.parse(text)
    this.#firstMoment ??= moment
    const hours = Math.round((moment - this.#firstMoment) / HOUR)
    return hours === 0 || Math.abs(hours) * HOUR > SESSION
      ? '<moment>'
      : `<moment ${hours} h later>`
  }

  #key(key: string): string {
    // Not random: a session sends such keys itself.
    if (/^(.)\1*$/.test(key)) return key
    const lower = key.toLowerCase()
    const kind = this.#names.has(lower) ? 'key' : this.#kindOfKey(lower)
    this.#keys.add(lower)
    for (const end of endsOf(lower)) this.#ends.add(end)
    return this.#name(kind, lower) + (key === lower ? '' : ' in capitals')
  }

  #kindOfKey(key: string): string {
    if (this.#earlier.has(key)) return 'key of an earlier time'
    return endsOf(key).some((end) => this.#ends.has(end)) ? 'key like one before' : 'key'
  }

  #name(kind: string, value: string): string {
    const name = this.#names.get(value) ?? `<${kind} ${this.#names.size + 1}>`
    this.#names.set(value, name)
    return name
  }
}
