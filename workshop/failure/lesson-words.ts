import path from 'node:path'
import type { Mistake } from '../../checks/harness/mistake.ts'
import { readMistakes } from '../lesson/read-mistakes.ts'
import { readSections } from '../lesson/read-sections.ts'
import { readWords, type Words } from '../lesson/read-words.ts'
import { CHECKS } from '../paths.ts'

/** Everything in words that a failure of a step may need. */
export interface LessonWords {
  facts: Map<string, Words>
  kinds: Map<string, string>
  hooks: Map<string, string>
  mistakes: readonly Mistake[]
}

/** Reads the words anew each time, so that an instructor sees an edit at once. */
export async function readLessonWords(step: string): Promise<LessonWords> {
  return {
    facts: readWords(step),
    kinds: readSections(path.join(CHECKS, 'harness', 'failures.words.md')),
    hooks: readSections(path.join(CHECKS, 'harness', 'hooks.words.md')),
    mistakes: await readMistakes(step),
  }
}

/** A text of a words file on one line, its `{names}` filled in. */
export function filled(text: string, values: Record<string, unknown>): string {
  return text
    .replace(/\s+/g, ' ')
    .replaceAll(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
}
