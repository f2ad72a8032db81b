import path from 'node:path'

/**
 * A link of a Markdown file, for where it cannot be followed: with its address, or with the path of
 * its file in the repository.
 *
 * @param folder the folder of the Markdown file in the repository, with forward slashes
 */
export function shownLink(text: string, href: string, folder: string): string {
  if (/^https?:/.test(href)) return `${text} (${href})`
  const target = path.posix.join(folder, href.replace(/#.*$/, ''))
  if (href.startsWith('#')) return text
  const isName = target === text || target.endsWith(`/${text}`)
  return isName ? target : `${text} (${target})`
}
