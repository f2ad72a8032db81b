/** One line of Markdown as text: links by their words, no emphasis marks. */
export function plainMarkdown(text: string): string {
  return text.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/\*\*?([^*]+)\*\*?/g, '$1')
}
