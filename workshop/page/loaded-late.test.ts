import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { ROOT } from '../paths.ts'

const START = 'workshop/commands/start.ts'
const PAGE = 'workshop/page/page.ts'

it('npm start loads the page only when it is opened', async () => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [START],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
  })
  const loaded = new Set<string>()
  const follow = (file: string) => {
    if (loaded.has(file)) return
    loaded.add(file)
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) {
      if (external) loaded.add(path)
      else if (path !== PAGE) follow(path)
    }
  }
  follow(START)
  expect([...loaded].filter((file) => file.startsWith('workshop/page/'))).toEqual([])
  for (const name of ['preact', 'open', 'launch-editor']) expect(loaded).not.toContain(name)
  // This is the only place that loads it.
  expect(Object.keys(metafile.inputs)).toContain(PAGE)
})
