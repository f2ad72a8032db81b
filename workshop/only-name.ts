import { parseArgs } from 'node:util'
import { UsageError } from './run-command.ts'

/**
 * The one name in the arguments of a command, or undefined.
 *
 * @throws UsageError if there are several, because the command would ignore all but the first
 */
export function onlyName(args: string[]): string | undefined {
  const { positionals } = parseArgs({ args, allowPositionals: true })
  const [name, ...more] = positionals
  if (more.length === 0) return name
  throw new UsageError(
    `This command takes one name, not ${positionals.length}: ${positionals.join(' ')}`,
  )
}
