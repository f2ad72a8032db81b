import bash from '@speed-highlight/core/languages/bash.js'
import js from '@speed-highlight/core/languages/js.js'
import json from '@speed-highlight/core/languages/json.js'
import py from '@speed-highlight/core/languages/py.js'
import ts from '@speed-highlight/core/languages/ts.js'
import { type ShjLanguageData, tokenizeWith } from '@speed-highlight/core/tokenize'
import type { ComponentChildren } from 'preact'

const LANGUAGES: Record<string, unknown> = { sh: bash, bash, js, json, py, python: py, ts }

/** Longer texts are not coloured, because that would block the page. */
const LONGEST = 20_000

/** Coloured code, as pieces of text that can never become markup. */
export function Code({ text, language = '' }: { text: string; language?: string }) {
  if (text.length > LONGEST) return text
  const lines = linesOf(piecesOf(text, language))
  if (lines.length === 1) return lines[0]
  return lines.map((pieces, at) => (
    <span key={at} class="code-line" style={hanging(text.split('\n')[at] ?? '')}>
      {pieces}
      {at < lines.length - 1 && '\n'}
    </span>
  ))
}

/** The style of a line whose continuation begins below its code, not at the edge. */
export function hanging(line: string) {
  const indent = `${line.length - line.trimStart().length + 2}ch`
  return { paddingLeft: indent, textIndent: `-${indent}` }
}

interface Piece {
  text: string
  type?: string
}

function piecesOf(text: string, language: string): Piece[] {
  if (!Object.hasOwn(LANGUAGES, language)) return [{ text }]
  const pieces: Piece[] = []
  const languages = LANGUAGES as Record<string, ShjLanguageData>
  const add = (piece: string, type?: string) => pieces.push({ text: piece, type })
  tokenizeWith(text, languages[language] as ShjLanguageData, add, { languages })
  return pieces
}

function linesOf(pieces: Piece[]): ComponentChildren[][] {
  const lines: ComponentChildren[][] = [[]]
  for (const { text, type } of pieces) {
    for (const [at, part] of text.split('\n').entries()) {
      if (at > 0) lines.push([])
      if (part !== '') lines.at(-1)?.push(type ? <span class={`code-${type}`}>{part}</span> : part)
    }
  }
  return lines
}
