import { failHook, hookIfOffered } from './client.ts'
import { effects, type Rows } from './effects.ts'
import { takeTreeError } from './target.ts'

/** Everything that is stored. */
export async function storedNow(): Promise<Rows> {
  return (await hookIfOffered({ op: 'rows' })).body as Rows
}

/** Fails the check if the stored rows have changed, or if work was not awaited. */
export async function expectStored(before: Rows): Promise<void> {
  const now = (await storedNow()) as Rows & { errors: string[] }
  const changed = effects(before, now)
  if (changed.length === 0 && now.errors.length === 0) return
  const { errors } = now
  failHook('rows', { changed, errors }, { changed: [], errors: [] }, takeTreeError())
}
