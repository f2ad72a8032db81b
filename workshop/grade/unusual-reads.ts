import { sourcesIn, starterFiles } from '../lesson/starter.ts'
import { findCheckedSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'
import { withoutComments } from './comments.ts'
import { type Files, stepOf } from './trees.ts'

/**
 * Reads of the request, the process, the time or a random source: with these, code can make
 * exceptions.
 */
const READS = [
  /\breq(?:uest)?\??\.(?:query|headers|headersDistinct|cookies)\??\.?\[?['"`\w-]*/g,
  /\breq(?:uest)?\??\.(?:get|header)\(['"`][^'"`]*/g,
  /\breq(?:uest)?\??\.(?:ips?|hostname|host|protocol|socket|url|originalUrl)\b/g,
  /\bprocess\.(?:env|argv|pid|uptime|hrtime|cwd|title)\b/g,
  // Packages and Node's own modules: the network, the files and the names of a machine.
  /\b(?:from|import|require)\s*(?:\(\s*)?['"`](?<module>(?:node:)?[a-z_@][\w/-]*)['"`]/g,
  /\bprocess\.(?:binding|getBuiltinModule|getuid|platform|report|memoryUsage|stdin)\b/g,
  /\bMath\.random\b|\bDate\.now\b|\bnew Date\b|\bperformance\.now\b|\bimport\.meta\b|\bglobalThis\b/g,
]

/** Names app.ts and other files that belong to no step. */
export const COMMON = 'common'

/** The largest number of remarks for a step. */
const MOST = 5

let known: Set<string> | undefined

/**
 * Places in a submission that read what the solution does not need, by step. A secret way in looks
 * like this, but honest code can too, so it is a remark and never changes a verdict.
 */
export function unusualReads(files: Files): Map<string, string[]> {
  known ??= new Set(ownSources().flatMap((text) => readsIn(text).map(({ what }) => what)))
  const found = new Map<string, string[]>()
  for (const [file, text] of Object.entries(files)) {
    const step = stepOf(file) ?? COMMON
    if (!/\.m?[tj]s$/.test(file)) continue
    const places = readsIn(text).filter(({ what }) => !known?.has(what))
    const remarks = places.slice(0, MOST).map(({ what, index }) => {
      const line = text.slice(0, index).split('\n').length
      return `${file}:${line} reads ${what}: check this place`
    })
    found.set(step, [...(found.get(step) ?? []), ...remarks].slice(0, MOST))
  }
  return found
}

function ownSources(): string[] {
  const starters = findCheckedSteps().flatMap(({ name }) => [...starterFiles(name).values()])
  return [...sourcesIn(SOLUTIONS, '.').values(), ...starters]
}

function readsIn(text: string): { what: string; index: number }[] {
  const code = withoutComments(text)
  return READS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ 0: read, index, groups }) => ({
      what: groups?.module ?? read.replaceAll(/['"`?[]/g, '').replace('(', ' '),
      index,
    })),
  )
}
