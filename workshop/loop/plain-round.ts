import type { WarmProcess } from '../runner/warm-process.ts'
import { plainLines } from './plain-lines.ts'
import { Workshop } from './workshop.ts'

/** Checks once and prints where the learner stands: for logs, and where nobody can press a key. */
export async function plainRound(first: WarmProcess): Promise<void> {
  const workshop = new Workshop(undefined, first)
  await workshop.checkAll()
  workshop.stop()
  console.log(plainLines(workshop.state).join('\n'))
}
