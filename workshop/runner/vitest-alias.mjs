import { pathToFileURL } from 'node:url'

const SUBJECT = '#subject/'
const shim = new URL('./vitest-shim.ts', import.meta.url).href
const tree = process.env.SUBJECT_TREE && `${pathToFileURL(process.env.SUBJECT_TREE).href}/`

/** Gives check files the shim when they ask for Vitest, and another tree if one was named. */
export function resolve(specifier, context, nextResolve) {
  if (specifier === 'vitest') return { url: shim, shortCircuit: true }
  if (tree && specifier.startsWith(SUBJECT)) {
    return nextResolve(new URL(specifier.slice(SUBJECT.length), tree).href, context)
  }
  return nextResolve(specifier, context)
}
