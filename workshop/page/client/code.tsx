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
  const known = Object.hasOwn(LANGUAGES, language) && text.length <= LONGEST
  if (!known) return text
  const pieces: ComponentChildren[] = []
  const languages = LANGUAGES as Record<string, ShjLanguageData>
  const add = (piece: string, type?: string) => {
    if (piece === '') return
    pieces.push(type ? <span class={`code-${type}`}>{piece}</span> : piece)
  }
  tokenizeWith(text, languages[language] as ShjLanguageData, add, { languages })
  return pieces
}
