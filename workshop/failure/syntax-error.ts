import type { Frame } from './project-frames.ts'

/** A place that is no TypeScript, and what is wrong with it. */
export interface SyntaxErrorPlace extends Frame {
  message: string
}

/** Reads the first place out of esbuild's `Transform failed with 1 error: FILE:9:0: ERROR: …`. */
export function syntaxErrorIn(message: string): SyntaxErrorPlace | undefined {
  const match = /^(.+):(\d+):\d+: (?:ERROR|error): (.+)$/m.exec(message)
  if (!match) return undefined
  return { file: match[1] as string, line: Number(match[2]), message: match[3] as string }
}
