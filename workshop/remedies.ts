/** What is missing and what to do, in the sentence that every command says. */

export function portTaken(port: number): string {
  return (
    `Port ${port} is in use. In the workshop, s shows your API and s again stops it. ` +
    `Or choose another port and file: npm run api -- --port ${port + 1} --data .data/other.json`
  )
}

export function writingRefused(path: string): string {
  return `Writing is not allowed. Give yourself the right to write there: ${path}`
}

export function noRoom(path = 'what is to be written'): string {
  return `There is no room on the disk for ${path}. Make some, then run the command again.`
}

export const WATCHING_IS_SLOW =
  'This disk does not tell of changes, so the files are looked at every 0.2 seconds. ' +
  'A folder on a local disk is quicker.'
