/** One small change to a file of the solution. */
export interface Edit {
  /** What the edit does, in a few words. */
  name: string
  /** A file below the tree. */
  file: string
  /** A text that stands in the file exactly once … */
  find: string
  /** … and what stands in its place. */
  replace: string
  /** A line that the change needs at the top of the file. */
  imports?: string
}

/**
 * Makes the change in the text of its file.
 *
 * @throws Error when the text that is to be replaced does not stand there exactly once
 */
export function applyEdit(text: string, { name, find, replace, imports }: Edit): string {
  const parts = text.split(find)
  if (parts.length !== 2) {
    throw new Error(`"${name}": its text stands in the file ${parts.length - 1} times, not once.`)
  }
  return (imports ? `${imports}\n` : '') + parts.join(replace)
}
