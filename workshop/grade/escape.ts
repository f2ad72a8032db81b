/** Characters that control a terminal, change the direction of text, or break a line. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e0fff}]/gu

/** How much of a submission's text is shown, in characters. */
const LONGEST = 4000

/** A submission's text, safe to print and write. It can have several lines. */
export function escapeText(text: string, longest = LONGEST): string {
  const short = text.length > longest ? `${text.slice(0, longest)}… (cut)` : text
  return short.replaceAll(UNSAFE, (character) => {
    if (character === '\t') return '  '
    if (character === '\r') return ''
    return `\\u{${(character.codePointAt(0) as number).toString(16)}}`
  })
}

/** The same in one line. */
export function escapeLine(text: string, longest = 200): string {
  return escapeText(text.replaceAll('\n', ' '), longest)
}

/** A submission's name as a file name, with only characters that every system allows. */
export function fileNameOf(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._ ()-]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 80)
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
  const base = plain === '' || reserved.test(plain) ? `_${plain}` : plain
  let found = base
  for (let count = 2; taken.has(found.toLowerCase()); count += 1) found = `${base} ${count}`
  taken.add(found.toLowerCase())
  return found
}
