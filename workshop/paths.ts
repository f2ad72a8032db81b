import path from 'node:path'

/** The folder of the repository. */
export const ROOT = path.join(import.meta.dirname, '..')

export const STEPS = path.join(ROOT, 'steps')
export const SOLUTIONS = path.join(ROOT, 'solutions')
export const CHECKS = path.join(ROOT, 'checks')

/** The workshop's own data. It can be deleted at any time. */
export const WORKSHOP_DATA = path.join(ROOT, '.workshop')

/** A path to show: relative to the repository, with forward slashes. */
export function shownPath(file: string): string {
  return path.relative(ROOT, file).split(path.sep).join('/')
}

/** A typed path, relative to the folder in which it was typed. */
export function typedPath(typed: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), typed)
}
