import type { HookAnswer } from '../../../checks/harness/answer-hook.ts'
import type { HookRequest } from '../../../checks/harness/hook.ts'

/** What a hook message asks for: a hook, to begin anew as the exam does, or as a suite does, or to let so many seconds pass. */
export type Asked = HookRequest | { skip: number } | { begin: 'suite' } | { later: number }

/** A tree to serve. */
export interface Work {
  /** The folder to lay the tree into. */
  folder: string
  /** Compiled sources by their path in the tree. */
  files: Record<string, string>
}

/** What a sandbox is told. */
export type ToInside =
  | ({ type: 'serve' } & Work)
  /** @param rows what the grader has kept, for a restart */
  | { type: 'hook'; id: number; asked: Asked; rows?: string }

/** What a sandbox tells; like everything out of it, it is the submission's word. */
export type FromInside =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'not-loaded'; name: string; message: string; stack: string }
  | { type: 'hook'; id: number; answer: HookAnswer }
  /** All tables have been made anew, or rows have changed. */
  | { type: 'tables'; file: string }
  | { type: 'commit'; lines: string[] }
  /** How many passwords have been hashed; something was thrown where no answer tells of it. */
  | { type: 'hashes'; count: number }
  | { type: 'thrown'; name: string }
  /** How many passwords have been hashed; something was thrown where no answer tells of it. */
  | { type: 'hashes'; count: number }
  | { type: 'thrown'; name: string }
