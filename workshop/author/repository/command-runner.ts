import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { scratchCopy } from './scratch-copy.ts'

/** A copy of the repository with untouched steps, and a function that runs commands in it. */
export interface CommandRunner {
  copy: string
  /** Runs a command as npm does, and returns its whole output. */
  run(...args: string[]): { status: number | null; text: string }
  /** The same in a terminal of this width. */
  runAt(columns: number, ...args: string[]): { status: number | null; text: string }
  read(file: string): string
  remove(): void
}

export function commandRunner(name: string): CommandRunner {
  const copy = scratchCopy(`${name}-${process.pid}`)
  const { INIT_CWD: _, NO_COLOR: __, ...env } = process.env
  const run = (args: string[], options: Record<string, string> = {}) => {
    const program = path.join(copy, 'workshop', 'run.cjs')
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...env, ...options },
    })
    return { status, text: stdout + stderr }
  }
  return {
    copy,
    run: (...args) => run(args),
    runAt(columns, ...args) {
      const terminal = `data:text/javascript,process.stdout.columns=${columns}`
      return run(args, { NODE_OPTIONS: `--import=${terminal}` })
    },
    read: (file) => readFileSync(path.join(copy, file), 'utf8'),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}
