/** Who can send a request of an example. */
export const EXAMPLE_ACTORS = {
  anonymous: 'sends no token',
  alice: 'is a user',
  bob: 'is another user',
  staff: 'is staff',
  inactive: 'is an inactive user with a token',
  formerStaff: 'is an inactive staff user with a token',
  loggedOut: 'sends the key of a deleted token',
  wrong: 'sends an unknown key',
} as const
export type ExampleActor = keyof typeof EXAMPLE_ACTORS

/**
 * A request of an example.
 *
 * In its texts, `{alice.name}`, `{alice.password}`, `{alice.key}` and `{alice.id}` are those of
 * alice, and so on for each actor with an account. `{token}`, or any other name, is the field or
 * cookie of that name in the newest earlier response that has one, `{2.token}` the field of the
 * second response, and `{task}` the newest `id`. `{alice.key|upper}` is the key in upper case,
 * `{alice.key|slice:0:8}` its first eight characters.
 */
export interface ExampleRequest {
  as: ExampleActor
  /** Method and path: `POST /api/tasks/`. */
  send: string
  /** The body, as JSON … */
  json?: unknown
  /** … or as a form … */
  form?: Record<string, string>
  /** … or as text, sent unchanged with the content type of JSON. */
  text?: string
  /** A list sends the header several times. `Authorization` replaces the actor's own. */
  headers?: Record<string, string | string[]>
}

/** The expected response. It can contain the same placeholders as a request. */
export interface ExampleAnswer {
  status: number
  /** Only these headers are compared. Null means that there must be no such header. */
  headers?: Record<string, string | RegExp | null>
  /**
   * Only the named fields are compared. A field that is `undefined` must not be there. A list
   * must have as many items as the response. A RegExp matches a text or a number.
   */
  body?: unknown
}

/** A request whose response tells a right API from a wrong one. */
export interface Example {
  /** The requests before, oldest first. */
  given?: ExampleRequest[]
  when: ExampleRequest
  then: ExampleAnswer
  /** Why the response must be like that, in your words. */
  why?: string
}

/** What an author writes for Break it: which mistakes can be found, and why the others cannot. */
export interface BreakKey {
  /** For the name of each mistake that can be found, an example that finds it. */
  offered: Record<string, Example>
  /** For the name of each other mistake, the reason why no example finds it. */
  notOffered: Record<string, string>
}
