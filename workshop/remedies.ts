/** Sentences that several commands print: what is wrong, and what to do. */

export function portTaken(port: number): string {
  return (
    `Port ${port} is in use. If the workshop is running your API, press s to see it and s again to stop it. ` +
    `Or choose another port and file: npm run api -- --port ${port + 1} --data .data/other.json`
  )
}

export function writingRefused(path: string): string {
  return `You do not have permission to write to ${path}. Change its permissions.`
}

export function noRoom(path = 'the data'): string {
  return `There is no space on the disk for ${path}. Free some, then run the command again.`
}

export const WATCHING_IS_SLOW =
  'This disk does not report changes, so the files are checked every 0.2 seconds. ' +
  'A folder on a local disk is faster.'
