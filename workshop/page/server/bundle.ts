import path from 'node:path'
import { build } from 'esbuild'

/** A file that a browser loads. */
export interface Asset {
  type: string
  text: string
}

const CLIENT = path.join(import.meta.dirname, '..', 'client')

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Token permissions workshop</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
</head>
<body><div id="page"></div><script type="module" src="/page.js"></script></body>
</html>
`

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#1d4f91"><path d="M2 2h3v12H2z"/><path opacity=".7" d="M7 2h3v12H7z"/><path opacity=".4" d="M12 2h3v12h-3z"/></g></svg>'

/** Bundles the files for the browser, by path. No other file is ever served. */
export async function bundlePage(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    entryPoints: [path.join(CLIENT, 'page.tsx'), path.join(CLIENT, 'styles', 'page.css')],
    outdir: '/',
    write: false,
    bundle: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'silent',
  })
  const text = (extension: string) =>
    outputFiles.find((file) => file.path.endsWith(extension))?.text ?? ''
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', text: HTML }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', text: text('.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', text: text('.css') }],
    ['/icon.svg', { type: 'image/svg+xml', text: ICON }],
  ])
}
