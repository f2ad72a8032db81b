import { wrap } from '../terminal/wrap.ts'
import { ACTIONS } from './actions.ts'

/** As wide as a key. */
const INDENT = '     '

/** What every key does, and where the commands of the same names are listed. */
export function helpLines(width: number): string[] {
  const keys = [
    ...ACTIONS,
    { key: 'l', about: 'lists the steps, and goes to another one' },
    { key: 'r', about: 'puts this step back to its start; your files are kept' },
    { key: 's', about: 'runs your API, again after each save; s once more stops it' },
    { key: 'q', about: 'quits' },
  ]
  return [
    ...wrap(
      'Edit the files in steps/ and save: this step is checked at once, then the others.',
      width,
    ),
    '',
    ...keys.flatMap(({ key, about }) => {
      const [first = '', ...rest] = wrap(about, width - INDENT.length)
      return [`  ${key}  ${first}`, ...rest.map((line) => INDENT + line)]
    }),
    '',
    ...wrap('Each key has a command of the same name: npm run workshop -- --help', width),
  ]
}
