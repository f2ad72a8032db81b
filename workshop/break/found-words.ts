/** Words as a list in a sentence. */
export function listed(words: readonly string[], joint = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}

/** What an example finds, in a sentence. What earlier examples have found is only counted. */
export function foundSentence({ finds, all }: { finds: string[]; all: number }): string {
  return all > finds.length
    ? `Also finds ${listed(finds)} (${all} in all).`
    : `Finds ${listed(finds)}.`
}
