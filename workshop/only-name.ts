import { UsageError } from './run-command.ts'

/**
 * The one name that a command takes, or undefined.
 *
 * @throws UsageError if there are several, because the command would ignore all but the first
 */
export function onlyName(positionals: string[]): string | undefined {
  const [name, ...more] = positionals
  if (more.length === 0) return name
  throw new UsageError(
    `This command takes one name, not ${positionals.length}: ${positionals.join(' ')}`,
  )
}
