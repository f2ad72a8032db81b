import type { Exchange } from './exchange.ts'
import type { Expected } from './expectation.ts'

/**
 * A check that failed: everything that was sent, and what should have come back last.
 *
 * It carries data: the program that runs the checks decides how to show it.
 */
export class CheckFailure extends Error {
  override name = 'CheckFailure'
  /** The last one is the one that went wrong. */
  readonly exchanges: Exchange[]
  /** What should have come back: any one of these. */
  readonly expected: Expected[]
  /** What the tree's own code threw while it answered, if that is known. */
  readonly treeError: unknown

  constructor(exchanges: Exchange[], expected: Expected[], treeError: unknown) {
    const last = exchanges.at(-1)
    const asked =
      last && ('request' in last ? `${last.request.method} ${last.request.path}` : last.hook.op)
    const statuses = [...new Set(expected.map(({ status }) => status))].join(' or ')
    super(`${asked} answered ${last?.answer.status}, expected ${statuses}`)
    this.exchanges = exchanges
    this.expected = expected
    this.treeError = treeError
  }
}

/** The server does not have a hook, so the check is skipped. */
export class NotOffered extends Error {
  override name = 'NotOffered'
}
