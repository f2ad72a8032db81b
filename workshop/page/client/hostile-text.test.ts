import { createElement, Fragment, isValidElement, type VNode } from 'preact'
import { describe, expect, it } from 'vitest'
import { Code } from './code.tsx'
import { Markdown } from './markdown.tsx'
import { Sentence } from './parts.tsx'

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</code></pre><svg onload=alert(1)>',
  '<details open ontoggle=alert(1)><summary>x</summary></details>',
  '<details>\n<summary><img src=x onerror=alert(1)></summary>\n\n<b>x</b>\n\n</details>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&#58;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](//evil.example)',
  '[x](vbscript:x "title onmouseover=alert(1)")',
  '![x](https://evil.example/seen.png)',
  '![x](x" onerror="alert(1))',
  '<https://evil.example/"onmouseover="alert(1)>',
  '[x]: javascript:alert(1)\n\n[x]',
  '| <img src=x onerror=alert(1)> |\n| --- |\n| [y](javascript:alert(1)) |',
  '```html"onmouseover="alert(1)\n<script>alert(1)</script>\n```',
  '```__proto__\nx\n```',
  '```constructor\nx\n```',
  '> <img src=x onerror=alert(1)>',
  '# <img src=x onerror=alert(1)>',
  '1. <a href="javascript:alert(1)">x</a>',
  '`<img src=x onerror=alert(1)>`',
  '&lt;img src=x onerror=alert(1)&gt;',
  'a\u2028b\u2029c\u0000d\ud800',
  '{{constructor.constructor("alert(1)")()}}',
]

const ELEMENTS =
  'p h1 h2 h3 h4 h5 h6 pre code span strong em br a ul ol li blockquote table thead tbody tr th td hr details summary section'.split(
    ' ',
  )
const ATTRIBUTES =
  'class href target rel role aria-label tabIndex start scope style children'.split(' ')

/** The elements and texts that a component creates. */
function madeOf(node: unknown): { elements: VNode<Record<string, unknown>>[]; texts: string[] } {
  if (typeof node === 'string' || typeof node === 'number') {
    return { elements: [], texts: [String(node)] }
  }
  if (Array.isArray(node)) {
    const parts = node.map(madeOf)
    return {
      elements: parts.flatMap(({ elements }) => elements),
      texts: parts.flatMap(({ texts }) => texts),
    }
  }
  if (!isValidElement(node)) return { elements: [], texts: [] }
  const { type, props } = node as VNode<Record<string, unknown>>
  if (typeof type === 'function' && type !== Fragment)
    return madeOf((type as (props: object) => unknown)(props))
  const inner = madeOf(props.children)
  if (type === Fragment) return inner
  return { ...inner, elements: [node as VNode<Record<string, unknown>>, ...inner.elements] }
}

const element = (type: unknown, props: object) => createElement(type as 'p', props)

describe.each(HOSTILE)('%j', (text) => {
  it.each([
    ['Markdown', element(Markdown, { text })],
    ['code', element(Code, { text, language: 'ts' })],
    ['a shell line', element(Code, { text, language: 'sh' })],
    ['JSON', element(Code, { text, language: 'json' })],
    ['an unknown language', element(Code, { text, language: 'constructor' })],
    ['a sentence', element(Sentence, { text })],
  ])('is shown in %s with text and harmless elements only', (_, node) => {
    const { elements, texts } = madeOf(node)
    for (const { type, props } of elements) {
      expect(ELEMENTS).toContain(type)
      expect(Object.keys(props).filter((name) => !ATTRIBUTES.includes(name))).toEqual([])
      expect(Object.values(props.style ?? {}).join(' ')).toMatch(/^(-?\d+ch ?)*$/)
      if ('href' in props) expect(props.href).toMatch(/^https?:\/\//)
    }
    expect(texts.join('').length).toBeGreaterThan(0)
  })
})

it('shows HTML as text', () => {
  const { texts } = madeOf(element(Markdown, { text: 'a <img src=x onerror=alert(1)> b' }))
  expect(texts.join('')).toBe('a <img src=x onerror=alert(1)> b')
})

it('keeps every <details> folded, also if another one follows directly', () => {
  const folded = (summary: string, text: string) =>
    `<details><summary>${summary}</summary>\n\n${text}\n</details>`
  const text = `${folded('A', 'near')}\n${folded('B', 'nearer')}\n\n## After\n`
  const { elements, texts } = madeOf(element(Markdown, { text }))
  const inner = elements
    .filter(({ type }) => type === 'details')
    .map(({ props }) => madeOf(props.children).texts.join(' ').trim())
  expect(inner).toEqual(['A near', 'B nearer'])
  expect(texts.at(-1)).toBe('After')
})

it('shows every character of code', () => {
  const code = "const a: string = `x` + b // <b>\nif (a === '<') return /[<]/.test(a)\n"
  const { texts } = madeOf(element(Code, { text: code, language: 'ts' }))
  expect(texts.join('')).toBe(code)
})
