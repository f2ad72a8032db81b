import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import type { HookRequest } from '../../../checks/harness/hook.ts'

/** A hook, a reset for the exam or for a suite, or a move of the clocks in seconds. */
export type Asked = HookRequest | { skip: number } | { begin: 'suite' } | { later: number }

/** A tree to serve. */
export interface Work {
  /** The folder for the tree. */
  folder: string
  /** Compiled sources by their path in the tree. */
  files: Record<string, string>
}

/** The messages to a sandbox. */
export type ToInside =
  | ({ type: 'serve' } & Work)
  /** @param rows the rows that the grader has kept, for a restart */
  | { type: 'hook'; id: number; asked: Asked; rows?: string }

/** The messages from a sandbox. A submission can forge all of them. */
export type FromInside =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'not-loaded'; name: string; message: string; stack: string }
  | { type: 'hook'; id: number; answer: HookAnswer }
  /** All tables were created again. */
  | { type: 'tables'; file: string }
  | { type: 'commit'; lines: string[] }
  /** How many passwords were hashed, or an error that no response reports. */
  | { type: 'hashes'; count: number }
  | { type: 'thrown'; name: string }
