/** One small change to a file of the solution. */
export interface Edit {
  /** What the edit does, in a few words. */
  name: string
  /** A file below the tree. */
  file: string
  /** A text that occurs exactly once in the file … */
  find: string
  /** … and its replacement. */
  replace: string
  /** A line that the change needs at the top of the file. */
  imports?: string
}

/**
 * Applies the change to the text of its file.
 *
 * @throws Error if the text to replace does not occur exactly once
 */
export function applyEdit(text: string, { name, find, replace, imports }: Edit): string {
  const parts = text.split(find)
  if (parts.length !== 2) {
    throw new Error(`"${name}": its text stands in the file ${parts.length - 1} times, not once.`)
  }
  return (imports ? `${imports}\n` : '') + parts.join(replace)
}
