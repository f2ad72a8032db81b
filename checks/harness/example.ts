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
 * In its texts `{alice.name}`, `{alice.password}`, `{alice.key}` and `{alice.id}` stand for what is
 * alice's, and so for each actor with an account. `{token}` or any other name stands for the field or
 * cookie of that name in the newest answer before that has one, `{2.token}` for the field of the second
 * answer, and `{task}` for the newest `id`. `{alice.key|upper}` is the key in capitals,
 * `{alice.key|slice:0:8}` the beginning of it.
 */
export interface ExampleRequest {
  as: ExampleActor
  /** Method and path: `POST /api/tasks/`. */
  send: string
  /** The body, as JSON … */
  json?: unknown
  /** … or as a form … */
  form?: Record<string, string>
  /** … or as it stands, said to be JSON. */
  text?: string
  /** A list sends the header several times. `Authorization` stands in place of the actor's own. */
  headers?: Record<string, string | string[]>
}

/** What an answer must be like. Placeholders stand for what they stand for in a request. */
export interface ExampleAnswer {
  status: number
  /** Those named; null where there must be none. */
  headers?: Record<string, string | RegExp | null>
  /**
   * In part: fields that are not named may be anything, and one that is `undefined` must not be
   * there. A list has as many items as the answer. A RegExp fits a text or a number.
   */
  body?: unknown
}

/** A request whose answer tells a right API from a wrong one. */
export interface Example {
  /** What happens before, oldest first. */
  given?: ExampleRequest[]
  when: ExampleRequest
  then: ExampleAnswer
  /** Why the answer has to be like that, in your words. */
  why?: string
}

/** What an author writes for "Break it": which mistakes can be found, and why the others can't. */
export interface BreakKey {
  /** For each mistake that is offered, by its name, an example that finds it. */
  offered: Record<string, Example>
  /** The mistakes that no example finds, each with the reason. */
  notOffered: Record<string, string>
}
