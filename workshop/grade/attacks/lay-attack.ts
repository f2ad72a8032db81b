import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { sourcesIn, starterFiles } from '../../lesson/starter.ts'
import { findCheckedSteps } from '../../lesson/steps.ts'
import { SOLUTIONS } from '../../paths.ts'

/** The file that a payload is added to by default: it is loaded first. */
const FIRST_FILE = '01-token-model/models.ts'

/**
 * The steps of a starter that are edited, so that they count as attempted: the one with the
 * payload, and a later one.
 */
const TRIED = ['01', '03']

/** An attack, as its attack.json declares it. */
export interface Attack {
  /** The name of its folder. */
  name: string
  kind: string
  /** A sentence about the submission, without its subject: "Fills the heap". */
  tries: string
  /** The attack is the sample of its kind in `npm test`, and is judged there in these steps. */
  sample?: string[]
  /** The tree that is attacked. A starter counts as attempted in some steps. */
  base: 'starter' | 'solution'
  /** Not an attack, but an honest submission that must pass. */
  passes?: boolean
  /** The name of the submission, if that is the attack. */
  called?: string
  files?: Record<string, string>
  edits?: { file: string; find?: string; replace?: string; prepend?: string }[]
  remove?: string[]
  links?: Record<string, string>
  pipes?: string[]
  /** The number of additional files. */
  many?: number
  /** How deep the payload's parentheses are nested. */
  deep?: number
  /** With CRLF and a byte order mark. */
  windows?: boolean
}

/** All attacks. */
export function readAttacks(): Attack[] {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  return folders
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const file = path.join(import.meta.dirname, name, 'attack.json')
      return { name, ...JSON.parse(readFileSync(file, 'utf8')) }
    })
}

/**
 * The text by which the processes and files of an attack are found. It is replaced by the mark of
 * the attack.
 */
const MARK = '987125'

/**
 * Writes an attack into a folder as it would be handed in. What it leaves behind contains the mark.
 */
export function layAttack(attack: Attack, folder: string, mark: string): void {
  const files = baseFiles(attack)
  const payload = payloadOf(attack)
  if (payload) files.set(FIRST_FILE, `${payload}${files.get(FIRST_FILE)}`)
  for (const { file, find, replace = '', prepend = '' } of attack.edits ?? []) {
    const text = files.get(file) ?? ''
    if (find !== undefined && text.split(find).length !== 2) {
      throw new Error(`${attack.name}: ${file} does not hold once: ${find}`)
    }
    const edited = find === undefined ? text : text.replace(find, () => replace)
    files.set(file, prepend + edited)
  }
  for (const name of attack.remove ?? []) files.delete(name)
  for (const [name, text] of Object.entries(attack.files ?? {})) files.set(name, text)
  for (let n = 0; n < (attack.many ?? 0); n += 1) files.set(`many/${n}.ts`, '')
  for (const [name, text] of files) {
    const file = path.join(folder, 'steps', name)
    mkdirSync(path.dirname(file), { recursive: true })
    const marked = text.replaceAll(MARK, mark)
    writeFileSync(file, attack.windows ? `\ufeff${marked.replaceAll('\n', '\r\n')}` : marked)
  }
  for (const [name, target] of Object.entries(attack.links ?? {})) {
    const file = path.join(folder, 'steps', name)
    rmSync(file, { recursive: true, force: true })
    symlinkSync(target, file)
  }
  for (const name of attack.pipes ?? []) execFileSync('mkfifo', [path.join(folder, 'steps', name)])
}

function baseFiles({ base }: Attack): Map<string, string> {
  if (base === 'solution') return sourcesIn(SOLUTIONS, '.')
  const files = new Map([['app.ts', readFileSync(path.join(SOLUTIONS, 'app.ts'), 'utf8')]])
  for (const { name } of findCheckedSteps()) {
    const tried = TRIED.includes(name.slice(0, 2)) ? '\nexport const tried = 1\n' : ''
    for (const [file, text] of starterFiles(name)) files.set(file, text + tried)
  }
  return files
}

function payloadOf({ name, deep }: Attack): string | undefined {
  const file = path.join(import.meta.dirname, name, 'payload.ts.txt')
  if (!existsSync(file)) return undefined
  const text = readFileSync(file, 'utf8')
  if (deep === undefined) return text
  return text.replace('DEEP', `${'('.repeat(deep)}1${')'.repeat(deep)}`)
}
