import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ROOT } from '../../paths.ts'

const SOURCE = /\.tsx?$/
const FOLDERS = ['shared', 'steps', 'solutions', 'checks', 'workshop']

/** Each source of the repository with the sources that it imports, by path from the root. */
export type ImportGraph = Map<string, string[]>

/** esbuild does not list imports of types, so they are found here. */
const typesCount: Plugin = {
  name: 'types count',
  setup({ onLoad }) {
    onLoad({ filter: SOURCE }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8')
        .replaceAll(/^(import|export) type (?=\{)/gm, '$1 ')
        .replaceAll(/(?<=[{,]\s*)type (?=\w)/g, ''),
      loader: file.endsWith('x') ? 'tsx' : 'ts',
    }))
  },
}

/** The imports of every source, as esbuild resolves them, without packages. */
export async function readImports(root = ROOT): Promise<ImportGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: FOLDERS.flatMap((folder) => sourcesBelow(root, folder)),
    outdir: 'out',
    write: false,
    bundle: true,
    metafile: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    plugins: [typesCount],
  })
  const isSource = (file: string) =>
    SOURCE.test(file) && FOLDERS.some((folder) => file.startsWith(`${folder}/`))
  return new Map(
    Object.entries(metafile.inputs)
      .filter(([file]) => isSource(file))
      .map(([file, { imports }]) => {
        const own = imports.filter(({ external, path }) => !external && isSource(path))
        return [file, own.map(({ path }) => path)]
      }),
  )
}

function sourcesBelow(root: string, folder: string): string[] {
  const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
  return files
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => SOURCE.test(file) && !/\.d\.ts$|node_modules/.test(file))
}

/** A path of imports that leads from a file back to itself, if there is one. */
export function findCircle(graph: ImportGraph): string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, way: string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...way, file])
      if (circle) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle) return circle
  }
  return undefined
}
