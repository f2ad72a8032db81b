import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { tell } from '../../../checks/harness/child-process.ts'
import { ROOT } from '../../paths.ts'
import type { Answer, Outcome, Trial } from './prove-child.ts'

/**
 * Runs trials, as many at a time as there are processors. The outcomes are in the order of the
 * trials.
 */
export async function proveAll(trials: Trial[]): Promise<Outcome[][]> {
  const outcomes: Outcome[][] = []
  const queue = [...trials.entries()]
  const work = async () => {
    const child = startChild()
    const ended = once(child, 'exit').then(() => {
      throw new Error('A process that checks trees ended before its time.')
    })
    ended.catch(() => {})
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [place, trial] = next
      outcomes[place] = await Promise.race([prove(child, trial), ended])
    }
    child.kill('SIGKILL')
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return outcomes
}

function startChild(): ChildProcess {
  const { SUBJECT_URL: _, ...env } = process.env
  return fork(path.join(import.meta.dirname, 'prove-child.ts'), {
    cwd: ROOT,
    execArgv: ['--import', 'tsx'],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

async function prove(child: ChildProcess, trial: Trial): Promise<Outcome[]> {
  const answer = await new Promise<Answer>((resolve) => {
    child.once('message', resolve)
    tell(child, trial)
  })
  if ('broken' in answer) throw new Error(answer.broken)
  return answer.outcomes
}
