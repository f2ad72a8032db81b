import inspector from 'node:inspector'

/** Tells whether a debugger is or may be attached: nobody is in a hurry then. */
export function isDebugged(): boolean {
  return inspector.url() !== undefined
}
