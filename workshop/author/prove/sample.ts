/** Set by `npm run prove`, which takes whole lists. */
export const WHOLE = 'PROVE_WHOLE'

/**
 * The environment of the tests, for what Vitest was started with. `-u` writes texts, so it must
 * write all of them.
 */
export function environmentFor(args: string[]): Record<string, string> {
  const isWriting = args.some((arg) => arg === '-u' || /^--update(=(?!none|false)|$)/.test(arg))
  return isWriting ? { [WHOLE]: '1' } : {}
}

/** A sample of a long list, so that the tests end in minutes. `npm run prove` takes all of it. */
export function sample<T>(list: readonly T[], every: number): T[] {
  return process.env[WHOLE] ? [...list] : list.filter((_, at) => at % every === 0)
}
