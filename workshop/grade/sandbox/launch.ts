import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UsageError } from '../../run-command.ts'
import { bubblewrapCommand, whyNoBubblewrap } from './bubblewrap.ts'
import { containerCommand, findContainers, type Launch } from './container.ts'
import { LIMITS } from './limits.ts'

/** The kinds of sandboxes. `none` has no isolation. */
export const SANDBOXES = ['bubblewrap', 'docker', 'podman', 'none'] as const
export type SandboxKind = (typeof SANDBOXES)[number]

/**
 * The requested kind of sandbox, or the first that is available here.
 *
 * @throws UsageError with what to do, if none is available
 */
export function chooseSandbox(asked?: string): SandboxKind {
  if (asked !== undefined) {
    if (!(SANDBOXES as readonly string[]).includes(asked)) {
      throw new UsageError(`There is no sandbox "${asked}". There are: ${SANDBOXES.join(', ')}.`)
    }
    const kind = asked as SandboxKind
    const why = kind === 'bubblewrap' ? whyNoBubblewrap() : undefined
    if (why) throw new UsageError(`${sentence(why)} Install bubblewrap, or name another sandbox.`)
    return kind
  }
  const why = whyNoBubblewrap()
  if (!why) return 'bubblewrap'
  const container = findContainers()
  if (container) return container
  throw new UsageError(
    `There is no sandbox for submissions: ${why}, and neither Docker nor Podman responds. ` +
      'Install bubblewrap (Linux: apt install bubblewrap) or start Docker. ' +
      'If you trust every line of the submissions, use --sandbox none.',
  )
}

/** How to start a sandbox of a kind. */
export function launchOf(kind: SandboxKind, folder: string): () => Launch {
  if (kind === 'bubblewrap') {
    const command = bubblewrapCommand(folder)
    return () => ({ ...command, env: { PATH: process.env.PATH ?? '' }, scratch: '/tmp' })
  }
  if (kind === 'none') {
    const args = [`--max-old-space-size=${LIMITS.heap}`]
    const inside = path.join(folder, 'inside.js')
    return () => ({
      command: process.execPath,
      args: [...args, inside],
      env: needed(),
      scratch: path.join(tmpdir(), `workshop-tree-${randomBytes(6).toString('hex')}`),
    })
  }
  return () => containerCommand(kind, folder, `workshop-${randomBytes(6).toString('hex')}`)
}

/** The variables that a process needs to run. A submission gets no others. */
function needed(): Record<string, string> {
  const names = ['PATH', 'Path', 'SYSTEMROOT', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  const present = names.filter((name) => process.env[name] !== undefined)
  return Object.fromEntries(present.map((name) => [name, process.env[name] as string]))
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
