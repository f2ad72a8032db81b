import path from 'node:path'
import type { Cell } from '../../../checks/policy.ts'
import { findText, linesOf } from '../../failure/source.ts'
import { STEPS } from '../../paths.ts'
import { formatPlace } from '../../stack.ts'
import type { Actual, Line } from '../page-state.ts'

/** The method of a permission class that decides, by layer. */
const METHODS: Partial<Record<Cell['by'], string>> = {
  permission: 'hasPermission',
  object: 'hasObjectPermission',
}

/**
 * The learner's methods that should have refused a request that came to a later layer. The lines
 * that led to the response are often right then.
 *
 * @param permissionClasses as in the policy table: `[IsAuthenticated, IsOwner]`
 */
export function shouldRefuse(
  permissionClasses: string,
  expected: Cell,
  actual: Pick<Actual, 'by' | 'status'>,
  tree = STEPS,
): Line[] {
  const method = METHODS[expected.by]
  const isLater = actual.by === 'handler' || (actual.by === 'object' && expected.by !== 'object')
  if (!method || !isLater || expected.status < 400) return []
  const names = [...(/\[(.*)\]/.exec(permissionClasses)?.[1] ?? '').matchAll(/\w+/g)].flat()
  return names.flatMap((name) => {
    const found = findText(tree, `class ${name} `)
    if (!found) return []
    const lines = linesOf(found.file)
    const end = lines.findIndex((line, at) => at >= found.line && /^\S/.test(line))
    const at = lines.findIndex(
      (line, at) => at >= found.line && at < end && line.includes(`${method}(`),
    )
    const place = formatPlace({ file: path.resolve(found.file), line: at + 1 }, tree)
    return at < 0 ? [] : [{ place, name: `${name}.${method}` }]
  })
}
