import { marked, type Token, type Tokens } from 'marked'
import { wrap } from './layout.ts'
import type { Theme } from './theme.ts'

/** Markdown as lines for a terminal. Folded parts are shown only as their summary. */
export function markdownLines(markdown: string, theme: Theme, width: number): string[] {
  const folded = markdown.replaceAll(
    /<details>\s*<summary>(.*?)<\/summary>[\s\S]*?<\/details>/g,
    '$1 (h, or npm run hint)',
  )
  const lines = marked.lexer(folded).flatMap((token) => block(token, width))
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines

  function block(token: Token, width: number): string[] {
    switch (token.type) {
      case 'space':
        return []
      case 'heading':
        return [theme.strong(inline(token)), '']
      case 'code':
        return [...token.text.split('\n').map((line: string) => `    ${line}`), '']
      case 'list':
        return [...listLines(token as Tokens.List, width), '']
      case 'table':
        return [...tableRows(token as Tokens.Table, width), '']
      default:
        return [...wrap(inline(token), width), '']
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
function tableRows({ header, rows }: Tokens.Table, width: number): string[] {
  return rows.flatMap(([first, ...cells]) => [
    ...wrap(first ? inline(first) : '', width),
    ...cells.flatMap((cell, at) => {
      const name = header[at + 1]
      const title = name && inline(name) ? `${inline(name)}: ` : ''
      return wrap(title + inline(cell), width - 2).map((line) => `  ${line}`)
    }),
  ])
}

/** The text of a token. A web link is shown as its text and its address. */
function inline(token: Token | Tokens.TableCell): string {
  if (!('tokens' in token) || !token.tokens) {
    return ('text' in token ? token.text : token.raw).replaceAll('\n', ' ')
  }
  return token.tokens
    .map((part) => {
      if (part.type === 'link' && /^https?:/.test(part.href))
        return `${inline(part)} (${part.href})`
      if (part.type === 'codespan') return `\`${part.text}\``
      if (part.type === 'br') return ' '
      return inline(part)
    })
    .join('')
    .replaceAll('\n', ' ')
}
