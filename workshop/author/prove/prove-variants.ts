import type { Edit } from '../../../checks/harness/edit.ts'
import { makeTree } from './make-tree.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

/** Puts each variant into its own tree, and runs the suite of its step. */
export async function proveVariants(variants: Map<string, Edit[]>): Promise<Map<Edit, Outcome>> {
  const all = [...variants].flatMap(([step, ours]) => ours.map((variant) => ({ step, variant })))
  const outcomes = await proveAll(
    all.map(({ step, variant }, place) => ({
      steps: [step],
      tree: makeTree(`variant-${place}`, { edits: [variant] }),
    })),
  )
  return new Map(all.map(({ variant }, place) => [variant, outcomes[place]?.[0] as Outcome]))
}
