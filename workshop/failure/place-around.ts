import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Place, readHints } from '../lesson/texts.ts'
import { lineOf } from './source.ts'

/** The last function with hints that starts above a line. */
export function placeAround(tree: string, step: string, file: string, line: number): Place {
  const text = readFileSync(path.join(tree, file), 'utf8')
  const [folder = step] = file.split('/')
  const headings = [...readHints(/^\d\d-/.test(folder) ? folder : step).keys()]
  const above = headings
    .map((heading) => heading.split(' '))
    .filter(([named]) => named === file)
    .map(([, symbol = '']) => ({ symbol, at: lineOf(text, symbol) }))
    .filter(({ at }) => at <= line)
    .sort((a, b) => b.at - a.at)
  return { file, symbol: above[0]?.symbol ?? '' }
}
