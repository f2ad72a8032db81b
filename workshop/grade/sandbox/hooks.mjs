// How modules are found in a sandbox, for `registerHooks` of newer versions of Node and `register`
// of Node 20.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'

const HOME = new URL('./', import.meta.url)

/**
 * As in the workshop and TypeScript: with the extension, without it, or with that of JavaScript.
 */
function candidates(path) {
  return [path, path.replace(/\.([mc]?)js$/, '.$1ts'), `${path}.ts`, `${path}/index.ts`]
}

export function resolve(specifier, context, nextResolve) {
  if (specifier.startsWith('#shared/')) {
    return { url: new URL(`shared/${specifier.slice(8)}.js`, HOME).href, shortCircuit: true }
  }
  if (/^\.\.?\//.test(specifier) && context.parentURL?.startsWith('file:')) {
    const path = fileURLToPath(new URL(specifier, context.parentURL)).normalize('NFC')
    const found = candidates(path).find((file) => existsSync(file) && statSync(file).isFile())
    if (found) return { url: pathToFileURL(found).href, shortCircuit: true }
  }
  // The packages are next to this file, wherever the submission is.
  const bare = !/^(\.|\/|[a-z]+:)/.test(specifier) && !context.parentURL?.startsWith(HOME.href)
  return nextResolve(specifier, bare ? { ...context, parentURL: HOME.href } : context)
}

export function load(url, context, nextLoad) {
  if (!/\.m?ts$/.test(url)) return nextLoad(url, context)
  // In the sandbox, .ts files are already compiled.
  return { format: 'module', source: readFileSync(new URL(url)), shortCircuit: true }
}
