/** What the subject's code gets when it asks to end the process that checks it. */
export class ProcessExit extends Error {
  override name = 'ProcessExit'
}

/** Has `process.exit` throw, so that the failure names the line that called it. */
export function refuseProcessExit(): void {
  process.exit = (code) => {
    throw new ProcessExit(`process.exit(${code ?? ''}) was called`)
  }
}
