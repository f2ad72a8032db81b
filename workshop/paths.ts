import path from 'node:path'

/** The folder of the repository. */
export const ROOT = path.join(import.meta.dirname, '..')

export const STEPS = path.join(ROOT, 'steps')
export const SOLUTIONS = path.join(ROOT, 'solutions')
export const CHECKS = path.join(ROOT, 'checks')

/** What the workshop remembers and makes; may be deleted at any time. */
export const WORKSHOP_DATA = path.join(ROOT, '.workshop')

/** A path as a person reads it: from the repository's folder, with forward slashes. */
export function shownPath(file: string): string {
  return path.relative(ROOT, file).split(path.sep).join('/')
}

/** What was typed, seen from the folder in which it was typed. */
export function typedPath(typed: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), typed)
}
