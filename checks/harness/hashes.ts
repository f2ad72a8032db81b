import { failHook, hookIfOffered } from './client.ts'
import { takeTreeError } from './target.ts'

/** How often passwords have been hashed. */
export async function hashesSoFar(): Promise<number> {
  const { body } = await hookIfOffered({ op: 'count_hashes' })
  return (body as { hashes: number }).hashes
}

/** Fails the check unless passwords have been hashed this often since. It reports only the difference. */
export async function expectHashes(since: number, expected: number): Promise<void> {
  const hashes = (await hashesSoFar()) - since
  const treeError = takeTreeError()
  if (hashes === expected && !treeError) return
  failHook('count_hashes', { hashes }, { hashes: expected }, treeError)
}
