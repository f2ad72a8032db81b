import { marked, type Token, type Tokens } from 'marked'
import { shownLink } from '../shown-link.ts'
import { hanging, wrap } from './layout.ts'
import type { Theme } from './theme.ts'

/** Parts that are folded, one after the other. */
const FOLDED = /(?:<details>\s*<summary>.*?<\/summary>[\s\S]*?<\/details>\s*)+/g

/**
 * Markdown as lines for a terminal. Folded parts are shown as a list of their summaries.
 *
 * @param folder the folder of the file in the repository, to show where its links lead
 */
export function markdownLines(
  markdown: string,
  theme: Theme,
  width: number,
  folder = '',
): string[] {
  const folded = markdown.replaceAll(FOLDED, (parts) => {
    const summaries = [...parts.matchAll(/<summary>(.*?)<\/summary>/g)]
    const list = summaries.map(([, summary]) => `- ${summary}`).join('\n')
    return `${list}\n\nTo see the next hint: h, or npm run hint.\n\n`
  })
  const lines = marked.lexer(folded).flatMap((token) => block(token, width))
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines

  function block(token: Token, width: number): string[] {
    switch (token.type) {
      case 'space':
        return []
      case 'heading':
        return [theme.strong(inline(token, folder)), '']
      case 'code':
        return [...token.text.split('\n').map((line: string) => `    ${line}`), '']
      case 'list':
        return [...listLines(token as Tokens.List, width), '']
      case 'table':
        return [...tableRows(token as Tokens.Table, width, folder), '']
      default:
        return [...wrap(inline(token, folder), width), '']
    }
  }

  function listLines({ items, ordered, start }: Tokens.List, width: number): string[] {
    return items.flatMap((item, number) => {
      const mark = ordered ? `${Number(start) + number}. ` : '- '
      const lines = item.tokens.flatMap((token) => block(token, width - mark.length))
      while (lines.at(-1) === '') lines.pop()
      return lines.map((line, at) => (at === 0 ? mark : ' '.repeat(mark.length)) + line)
    })
  }
}

/** Each row with its cells below each other, because columns do not fit into a narrow terminal. */
function tableRows({ header, rows }: Tokens.Table, width: number, folder: string): string[] {
  return rows.flatMap(([first, ...cells]) => [
    ...wrap(first ? inline(first, folder) : '', width),
    ...cells.flatMap((cell, at) => {
      const name = header[at + 1]
      const title = name && inline(name, folder) ? `${inline(name, folder)}: ` : ''
      return hanging('  ', title + inline(cell, folder), width)
    }),
  ])
}

/** The text of a token. A link is shown with its address or its path. */
function inline(token: Token | Tokens.TableCell, folder: string): string {
  if (!('tokens' in token) || !token.tokens) {
    return ('text' in token ? token.text : token.raw).replaceAll('\n', ' ')
  }
  return token.tokens
    .map((part) => {
      if (part.type === 'link') return linkText(part as Tokens.Link, folder)
      if (part.type === 'codespan') return `\`${part.text}\``
      if (part.type === 'br') return ' '
      return inline(part, folder)
    })
    .join('')
    .replaceAll('\n', ' ')
}

/** A name in code, such as a class, stays in code: its path follows. */
function linkText(link: Tokens.Link, folder: string): string {
  return shownLink(inline(link, folder), link.href, folder)
}
