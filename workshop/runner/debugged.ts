import inspector from 'node:inspector'

/** Whether a debugger is attached or can be: then there are no time limits. */
export function isDebugged(): boolean {
  return inspector.url() !== undefined
}
