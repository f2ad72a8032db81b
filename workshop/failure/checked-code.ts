import { STEPS } from '../paths.ts'
import type { Passes } from '../runner/report.ts'

/** Where the checked code is. */
export interface Source {
  /** The folder that contains its app.ts. */
  tree: string
  /** Its address when it is served by hand, for the `curl` lines. */
  base: string
  /** How to try other sources, if this process cannot run the tree. */
  passes?: Passes
}

/** The learner's tree, and the address of `npm run api`. */
export const LEARNERS: Source = { tree: STEPS, base: 'http://127.0.0.1:8000' }
