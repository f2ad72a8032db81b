/** Words as a list in a sentence. */
export function listed(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}

/** What is said of a true example that is the first to find nothing. */
export function nothingNew(repeats: boolean): string {
  return repeats
    ? 'True, but it finds only what an earlier example has found.'
    : 'True, but it finds nothing yet: every wrong implementation responds in the same way. Request something that a mistake would change.'
}

/** What an example finds, in a sentence. What earlier examples have found is only counted. */
export function foundSentence({ finds, all }: { finds: string[]; all: number }): string {
  return all > finds.length
    ? `Also finds ${listed(finds)} (${all} in all).`
    : `Finds ${listed(finds)}.`
}
