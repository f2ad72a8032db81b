const callers = new WeakMap<Error, Error[]>()

/** Notes the lines that made a call: when it fails, they are no longer on the stack of its error. */
export function noteCaller(error: unknown, caller: Error): void {
  if (error instanceof Error) callers.set(error, [...(callers.get(error) ?? []), caller])
}

/**
 * An error's stack, with the lines that made the failed call.
 *
 * It is put together when it is read: most errors are caught, and looking up their lines in the
 * sources would take longer than a check.
 */
export function stackOf(error: Error): string {
  const asked = (callers.get(error) ?? []).map((caller) => {
    return String(caller.stack).split('\n').slice(1).join('\n')
  })
  return [String(error.stack ?? ''), ...asked].join('\n')
}
