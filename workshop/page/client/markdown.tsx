import { lexer, type Token, type Tokens } from 'marked'
import type { ComponentChildren } from 'preact'
import { Code } from './code.tsx'
import { Scroll } from './parts.tsx'

/**
 * Markdown as elements. Only its tokens are used: nothing is parsed as HTML, and HTML is shown as
 * text, except `<details>`.
 */
export function Markdown({ text, level = 0 }: { text: string; level?: number }) {
  return blocks(lexer(text), level)
}

function blocks(tokens: Token[], level: number): ComponentChildren[] {
  const made: ComponentChildren[] = []
  const rest = [...tokens]
  while (rest.length > 0) {
    const token = rest.shift() as Token
    made.push(isDetails(token) ? details(token, rest, level) : block(token, level))
  }
  return made
}

function block(token: Token, level: number): ComponentChildren {
  const generic = token as Tokens.Generic
  switch (token.type) {
    case 'heading':
      return heading(token as Tokens.Heading, level)
    case 'paragraph':
      return <p>{inline(generic.tokens)}</p>
    case 'text':
      return generic.tokens ? inline(generic.tokens) : generic.text
    case 'code':
      return code(token as Tokens.Code)
    case 'list':
      return list(token as Tokens.List, level)
    case 'blockquote':
      return <blockquote>{blocks(generic.tokens ?? [], level)}</blockquote>
    case 'table':
      return table(token as Tokens.Table)
    case 'hr':
      return <hr />
    case 'space':
    case 'def':
      return null
    default:
      return <p>{token.raw}</p>
  }
}

function heading({ depth, tokens }: Tokens.Heading, level: number) {
  const Heading = `h${Math.min(6, depth + level)}` as 'h2'
  return <Heading>{inline(tokens)}</Heading>
}

function code({ text, lang = '' }: Tokens.Code) {
  return (
    <pre>
      <code>
        <Code text={text} language={lang} />
      </code>
    </pre>
  )
}

function list({ ordered, start, items }: Tokens.List, level: number) {
  const all = items.map((item) => <li>{blocks(item.tokens, level)}</li>)
  return ordered ? <ol start={start || 1}>{all}</ol> : <ul>{all}</ul>
}

function table({ header, rows }: Tokens.Table) {
  return (
    <Scroll label="Table">
      <table>
        <thead>
          <tr>
            {header.map(({ tokens }) => (
              <th scope="col">{inline(tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {row.map(({ tokens }) => (
                <td>{inline(tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}

const END = '</details>'

function isDetails({ type, raw }: Token): boolean {
  return type === 'html' && raw.startsWith('<details>')
}

/** The blocks up to the end of an open `<details>`, removed from the remaining blocks. */
function details({ raw }: Token, rest: Token[], level: number) {
  const inner: Token[] = []
  let last = raw
  while (!last.includes(END) && rest.length > 0) {
    const next = rest.shift() as Token
    if (next.type === 'html') last = next.raw
    else inner.push(next)
  }
  // Without a line between them, the next one starts in the same token.
  const after = last.slice(last.indexOf(END) + END.length).trimStart()
  if (last.includes(END) && after !== '') rest.unshift({ type: 'html', raw: after })
  const [, summary = 'More'] = /<summary>([^<]*)<\/summary>/.exec(raw) ?? []
  return (
    <details>
      <summary>{decoded(summary)}</summary>
      {blocks(inner, level)}
    </details>
  )
}

function inline(tokens: Token[] = []): ComponentChildren[] {
  return tokens.map((token) => {
    const { type, raw, text, href, tokens: inner } = token as Tokens.Generic
    if (type === 'codespan') return <code>{text}</code>
    if (type === 'strong') return <strong>{inline(inner)}</strong>
    if (type === 'em') return <em>{inline(inner)}</em>
    if (type === 'br') return <br />
    if (type === 'link') return link(href, inline(inner))
    if (type === 'html' || type === 'image') return raw
    return inner ? inline(inner) : decoded(text ?? raw)
  })
}

/** Only web links are links. A path of the repository would not work here. */
function link(href: string, children: ComponentChildren) {
  if (!/^https?:\/\//.test(href)) return <span class="path">{children}</span>
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function decoded(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? '')
}
