/**
 * A text without its comments. Their lines are kept, so that line numbers stay right.
 *
 * A comment that is not closed ends with the text: to look for its end again and again would take
 * hours for a large file.
 */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*(?:[\s\S]*?\*\/|[\s\S]*)|(?<!:)\/\/.*/g, (comment) =>
    comment.replaceAll(/[^\n]/g, ' '),
  )
}
