import { pathToFileURL } from 'node:url'

const SUBJECT = '#subject/'
const shim = new URL('../runner/vitest-shim.ts', import.meta.url).href

/**
 * Loads the repository's modules anew for each tree: whoever is imported with `?tree=<folder>` hands
 * that on to what it imports. So one process can check many trees that share nothing.
 */
export async function resolve(specifier, context, nextResolve) {
  if (specifier === 'vitest') return { url: shim, shortCircuit: true }
  const tree = treeOf(context.parentURL) ?? treeOf(specifier)
  if (tree === undefined) return nextResolve(specifier, context)
  const wanted = specifier.startsWith(SUBJECT)
    ? `${pathToFileURL(tree).href}/${specifier.slice(SUBJECT.length)}`
    : specifier
  const resolved = await nextResolve(wanted, context)
  if (!isOurs(resolved.url) || treeOf(resolved.url) !== undefined) return resolved
  return { ...resolved, url: `${resolved.url}?tree=${encodeURIComponent(tree)}` }
}

function treeOf(url) {
  const query = url?.split('?')[1]
  return new URLSearchParams(query).get('tree') ?? undefined
}

function isOurs(url) {
  return url.startsWith('file:') && !url.includes('/node_modules/')
}
