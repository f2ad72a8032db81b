import type { AskedHook } from '../../checks/harness/exchange.ts'
import { fill, readHookMessages } from '../lesson/texts.ts'

const FAULTS: Record<string, string> = { fails: 'refuse', slow: 'delay', waits: 'hold' }

/** The ways to create a user. */
const MAKERS: Record<string, string> = {
  bulk_create: 'bulkCreate',
  create_superuser: 'createSuperuser',
}

/** The text of a hook: `set the password of alice`. */
export function hookWords({
  op,
  path,
  permissions,
  authentication,
  throttles,
  ...hook
}: AskedHook): string {
  const lists = Object.entries({ permission: permissions, authentication, throttle: throttles })
  const classes = lists.flatMap(([kind, list]) => {
    if (!Array.isArray(list)) return []
    return list.length > 0 ? `the ${kind} classes ${list.join(', ')}` : `no ${kind} classes`
  })
  const values = {
    ...hook,
    view: viewWords(path),
    classes: classes.join(' and '),
    maker: MAKERS[String(hook.how)] ?? 'createUser',
    fault: FAULTS[String(hook.fault)],
    calls: hook.call
      ? `call ${hook.call} of the next request`
      : `every ${hook.operation} of the next request in ${hook.table}`,
  }
  return fill(readHookMessages().get(op) ?? op, values)
}

function viewWords(path: unknown): string {
  if (path === undefined) return 'the view'
  return path === 'default' ? 'every view with the default' : `the view of ${path}`
}
