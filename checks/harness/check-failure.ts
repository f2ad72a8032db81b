import type { Exchange } from './exchange.ts'
import type { Expected } from './expectation.ts'
import { isValueLike } from './value-like.ts'

/**
 * A check that failed: everything that was sent, and what should have come back last.
 *
 * It carries data only, so that whoever runs the checks decides how to show it; the message is for
 * a bare `vitest run`.
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
    super(
      `${asked} answered ${JSON.stringify(last?.answer)}, expected ${JSON.stringify(expected, textInWords)}`,
    )
    this.exchanges = exchanges
    this.expected = expected
    this.treeError = treeError
  }
}

function textInWords(_key: string, value: unknown): unknown {
  return isValueLike(value) ? value.description : value
}
