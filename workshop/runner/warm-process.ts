import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../paths.ts'
import type { ChildMessage } from './report.ts'

/** Whom the checks ask: a tree of this repository, a folder inside of it, or a server. */
export type SubjectOfChecks = { tree: 'steps' | 'solutions' } | { folder: string } | { url: string }

/** A process that has loaded everything but the subject, and waits for work. */
export interface WarmProcess {
  child: ChildProcess
  /** Resolves when it waits for work; rejects when it ends before. */
  ready: Promise<void>
}

/** Starts a process that will check the subject once. */
export function startWarmProcess(subject: SubjectOfChecks): WarmProcess {
  const conditions = 'tree' in subject && subject.tree === 'solutions' ? ['-C', 'solutions'] : []
  const { SUBJECT_URL: _url, SUBJECT_TREE: _tree, ...env } = process.env
  if ('url' in subject) env.SUBJECT_URL = subject.url
  if ('folder' in subject) env.SUBJECT_TREE = subject.folder
  const child = fork(path.join(import.meta.dirname, 'check-child.ts'), {
    cwd: ROOT,
    execArgv: ['--import', 'tsx', ...conditions],
    env: { ...env, NO_COLOR: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: ChildMessage) => message.type === 'ready' && resolve())
    child.once('exit', () => reject(new Error('The process that runs the checks did not start.')))
  })
  // It may end before anybody waits for it.
  ready.catch(() => {})
  return { child, ready }
}
