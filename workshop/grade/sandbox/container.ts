import { spawnSync } from 'node:child_process'
import { LIMITS } from './limits.ts'

/** A program to start as a sandbox. */
export interface Launch {
  command: string
  args: string[]
  env: Record<string, string>
  /** The input on its descriptor 3. */
  filter?: Buffer
  /** The folder in the sandbox for trees. */
  scratch: string
  /** The command that stops the sandbox, if killing the program is not enough. */
  stop?: { command: string; args: string[] }
}

const NAMES = ['docker', 'podman'] as const
type Container = (typeof NAMES)[number]

/** Docker or Podman, if one of them is available. */
export function findContainers(): Container | undefined {
  return NAMES.find((name) => spawnSync(name, ['info'], { timeout: 10_000 }).status === 0)
}

/** The command that runs the sandbox program in a container without a network. */
export function containerCommand(kind: Container, folder: string, name: string): Launch {
  const [major] = process.versions.node.split('.')
  const args = [
    ...['run', '--rm', '--interactive', '--init', '--name', name, '--network', 'none'],
    ...['--read-only', '--tmpfs', `/tmp:size=${LIMITS.folder}`, '--user', '65534:65534'],
    ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
    ...['--memory', String(LIMITS.data), '--memory-swap', String(LIMITS.data)],
    ...['--pids-limit', String(LIMITS.processes), '--ulimit', `cpu=${LIMITS.cpu}`],
    ...['--ulimit', `nofile=${LIMITS.openFiles}`, '--ulimit', `fsize=${LIMITS.file}`],
    // Podman would raise it. The limit on processes above is the one that counts.
    ...['--ulimit', 'nproc=1024:1024'],
    ...['--volume', `${folder}:/w:ro`, '--workdir', '/tmp', `node:${major}-slim`],
    ...['node', `--max-old-space-size=${LIMITS.heap}`, '/w/inside.js'],
  ]
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }
  return {
    command: kind,
    args,
    env,
    scratch: '/tmp',
    stop: { command: kind, args: ['kill', name] },
  }
}
