import { SESSIONS, Side, sit } from '../../../checks/exam/exam.ts'
import { serveTree } from '../../../checks/exam/tree.ts'
import { answersFor, SEED, treeUpTo } from '../../exam/step-exam.ts'

/** The number of the first session in which a step's exam finds a difference. */
export async function sessionThatFinds(tree: string, step: string): Promise<number | undefined> {
  const side = new Side(() => serveTree(treeUpTo(tree, step)))
  try {
    const sitting = { seed: SEED, sessions: SESSIONS, shrinkFor: 0 }
    const { played, difference } = await sit(side, answersFor(step), sitting)
    return difference && played
  } finally {
    side.close()
  }
}
