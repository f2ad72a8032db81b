import inspector from 'node:inspector'

/** Whether a debugger is attached or can be attached. Then there are no time limits. */
export function isDebugged(): boolean {
  return inspector.url() !== undefined
}
