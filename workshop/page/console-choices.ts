/** The methods that the console can send. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Those with a body. */
export const WITH_BODY = ['POST', 'PUT', 'PATCH']

/** The actors. All except the first two have an account, with or without a task. */
export const PEOPLE = ['anonymous', 'wrong', 'alice', 'bob', 'root', 'inactive'] as const
export type PersonName = (typeof PEOPLE)[number]
