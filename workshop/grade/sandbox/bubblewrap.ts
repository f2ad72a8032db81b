import { execFileSync, spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import type { Launch } from './container.ts'
import { LIMITS } from './limits.ts'
import { seccompFilter } from './seccomp.ts'

/** The user and group `nobody`. */
const NOBODY = '65534'

/**
 * The command that runs the sandbox program with bubblewrap: no network, no files except Node, the
 * packages and shared/, the user `nobody`, its own processes, only the system calls that it needs,
 * and limits on resources.
 *
 * Without /proc, because it shows paths of this machine.
 */
export function bubblewrapCommand(folder: string): Pick<Launch, 'command' | 'args' | 'filter'> {
  const prlimit = programNamed('prlimit')
  const filter = seccompFilter()
  const args = [
    'bwrap',
    ...[process.execPath, prlimit].flatMap(filesOf),
    ...['--ro-bind', process.execPath, '/bin/node', '--ro-bind', prlimit, '/bin/prlimit'],
    ...['--ro-bind', folder, '/w', '--dev', '/dev'],
    ...['--size', String(LIMITS.folder), '--tmpfs', '/tmp', '--chdir', '/tmp'],
    // Both are in memory, without their own size limit.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent'],
    ...['--new-session', '--clearenv', '--cap-drop', 'ALL', '--hostname', 'sandbox'],
    ...['--uid', NOBODY, '--gid', NOBODY, ...(filter ? ['--seccomp', '3'] : [])],
    ...['/bin/prlimit', `--data=${LIMITS.data}`, `--cpu=${LIMITS.cpu}`, '--core=0'],
    ...[`--nofile=${LIMITS.openFiles}`, `--fsize=${LIMITS.file}`, `--nproc=${LIMITS.processes}`],
    ...['--', '/bin/node', `--max-old-space-size=${LIMITS.heap}`],
    '/w/inside.js',
  ]
  const [command, ...rest] = args as [string, ...string[]]
  if (process.getuid?.() !== 0) return { command, args: rest, filter }
  // After an escape, root could do more than `nobody`.
  const drop = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  return { command: 'setpriv', args: [...drop, ...args], filter }
}

/** Why bubblewrap cannot be used here, or undefined if it can. */
export function whyNoBubblewrap(): string | undefined {
  if (process.platform !== 'linux') return 'bubblewrap is for Linux'
  const filter = seccompFilter()
  const args = ['--ro-bind', '/', '/', '--unshare-all', ...(filter ? ['--seccomp', '0'] : [])]
  const tried = spawnSync('bwrap', [...args, 'true'], { encoding: 'utf8', input: filter })
  if (tried.error) return 'bubblewrap is not installed'
  if (tried.status !== 0) return `bubblewrap does not run here: ${tried.stderr.trim()}`
  for (const name of ['prlimit', ...(process.getuid?.() === 0 ? ['setpriv'] : [])]) {
    if (spawnSync(name, ['--version']).error) return `${name} of util-linux is not installed`
  }
  return undefined
}

function programNamed(name: string): string {
  const found = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' })
  return realpathSync(found.trim())
}

/** The arguments that mount the libraries of a program, each at its own path. */
function filesOf(program: string): string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' })
  const files = [...listed.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file]) => file as string)
  return files.flatMap((file) => ['--ro-bind', realpathSync(file), file])
}
