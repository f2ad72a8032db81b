import { plainLines } from './plain-lines.ts'
import { Workshop } from './workshop.ts'

/** Checks once and prints where the learner stands: for logs, and where nobody can press a key. */
export async function plainRound(): Promise<void> {
  const workshop = new Workshop()
  await workshop.check()
  workshop.stop()
  console.log(plainLines(workshop.state).join('\n'))
}
