import { existsSync, readFileSync } from 'node:fs'

/**
 * The line, counted from 1, at which a symbol, such as `getTask` or `IsOwner.hasPermission`, is
 * defined in a file; 1 when it is not found.
 *
 * A TODO that is still open within the symbol is the better place.
 */
export function findLine(file: string, symbol: string): number {
  if (!existsSync(file)) return 1
  return lineOf(readFileSync(file, 'utf8'), symbol)
}

export function lineOf(text: string, symbol: string): number {
  const lines = text.split('\n')
  const [owner, member] = symbol.split('.')
  const start = member === undefined ? 0 : definitionOf(lines, owner)
  const found = start + definitionOf(lines.slice(start), member ?? owner)
  return openTodo(lines, found) + 1
}

/** Where a name is defined, counted from 0; 0 when it is not found. */
function definitionOf(lines: string[], symbol = ''): number {
  const name = symbol.replaceAll(/[^\w$]/g, '')
  const definitions = [
    new RegExp(`\\b(?:function|const|let|class|interface|type)\\s+${name}\\b`),
    new RegExp(`^\\s+(?!\\s|return|await|throw|if|while)[\\w\\s]*\\b${name}\\s*\\(`),
    new RegExp(`\\b${name}\\b`),
  ]
  if (name === '') return 0
  const places = definitions.map((each) => lines.findIndex((line) => each.test(line)))
  return places.find((at) => at >= 0) ?? 0
}

/** The first open TODO below the definition, before the next one at the same depth; else `start`. */
function openTodo(lines: string[], start: number): number {
  const depth = indentation(lines[start] ?? '')
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] as string
    if (/\bTODO\b|\btodo\(/.test(line)) return at
    if (at > start && line.trim() !== '' && indentation(line) <= depth) break
  }
  return start
}

function indentation(line: string): number {
  return line.length - line.trimStart().length
}
