import type { Edit } from '../../../checks/harness/edit.ts'
import { makeTree } from './make-tree.ts'
import type { Outcome } from './prove-child.ts'
import { sessionThatFinds } from './prove-exam.ts'
import { proveAll } from './prover.ts'

/** Puts each variant into its own tree, and runs the suite of its step. */
export async function proveVariants(variants: Map<string, Edit[]>): Promise<Map<Edit, Outcome>> {
  const all = treesOf(variants)
  const outcomes = await proveAll(all.map(({ step, tree }) => ({ steps: [step], tree })))
  return new Map(all.map(({ variant }, place) => [variant, outcomes[place]?.[0] as Outcome]))
}

/** Runs the exam of its step on each variant. Returns those that differ, with the session. */
export async function examineVariants(variants: Map<string, Edit[]>): Promise<Map<Edit, number>> {
  const different = new Map<Edit, number>()
  for (const { step, variant, tree } of treesOf(variants)) {
    const session = await sessionThatFinds(tree, step)
    if (session !== undefined) different.set(variant, session)
  }
  return different
}

function treesOf(variants: Map<string, Edit[]>) {
  const all = [...variants].flatMap(([step, ours]) => ours.map((variant) => ({ step, variant })))
  return all.map((each, place) => {
    return { ...each, tree: makeTree(`variant-${place}`, { edits: [each.variant] }) }
  })
}
