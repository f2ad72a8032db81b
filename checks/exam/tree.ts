import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type BuildFailure, build, type Plugin } from 'esbuild'
import { type Target, targetAt } from './target.ts'
import type { ChildMessage } from './tree-child.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')
const COMPILED = path.join(ROOT, '.workshop', 'exam', String(process.pid))
/** How long a tree may take to load, in milliseconds. */
const LOAD_LIMIT = 4000

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  keepNames: true,
  logLevel: 'silent',
  logOverride: { 'empty-import-meta': 'silent' },
} as const

/** A tree as the exam plays it. */
export interface Tree {
  /** The folder that holds its app.ts. */
  folder: string
  /** Texts that stand in the place of files, by their path below the folder: later steps, untouched. */
  files?: ReadonlyMap<string, string>
}

/** The tree cannot be compiled, or not be loaded. */
export class TreeError extends Error {
  override name = 'TreeError'
}

/** A tree's API, in a process of its own that can be ended. */
export interface RunningTree extends Target {
  readonly ended: boolean
}

let builds = 0
let child: Promise<string> | undefined

process.once('exit', () => rmSync(COMPILED, { recursive: true, force: true }))

let spare: Promise<ChildProcess> | undefined

/** Starts a process for the next tree, if none waits: loading is most of what a start costs. */
export function keepSpare(): void {
  if (spare) return
  spare = startChild()
  // It is said when the process is needed.
  spare.catch(() => {})
}

/** Ends the process that waits. */
export function dropSpare(): void {
  spare?.then(
    (waiting) => waiting.kill('SIGKILL'),
    () => {},
  )
  spare = undefined
}

function takeChild(): Promise<ChildProcess> {
  const waiting = spare ?? startChild()
  spare = undefined
  return waiting
}

function startChild(): Promise<ChildProcess> {
  child ??= compileChild()
  return child.then(async (file) => {
    const started = fork(file, [path.join(ROOT, 'package.json')], {
      cwd: ROOT,
      execArgv: [],
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const told = await message(started)
    if (told.type === 'ready') return started
    started.kill('SIGKILL')
    throw new Error('The process of the exam does not start.')
  })
}

/**
 * Serves a tree.
 *
 * @throws TreeError when it cannot be compiled or loaded
 */
export async function serveTree(tree: Tree): Promise<RunningTree> {
  const warm = takeChild()
  const file = await compileTree(tree).catch(async (error) => {
    ;(await warm).kill('SIGKILL')
    throw error
  })
  const started = await warm
  started.send(file)
  const told = await message(started)
  rmSync(file, { force: true })
  if (told.type !== 'serving') {
    started.kill('SIGKILL')
    throw new TreeError(told.type === 'failed' ? told.message : 'its process ended while it loaded')
  }
  const target = targetAt(`http://127.0.0.1:${told.port}`)
  return {
    keys: target.keys,
    send: target.send,
    get ended() {
      return started.exitCode !== null || started.signalCode !== null
    },
    close() {
      target.close()
      started.kill('SIGKILL')
    },
  }
}

/** The next thing that the process tells; it is given up when it takes too long. */
function message(started: ChildProcess): Promise<ChildMessage> {
  return new Promise((resolve) => {
    const fail = (text: string) => resolve({ type: 'failed', message: text })
    const timer = setTimeout(() => fail('it does not load in time'), LOAD_LIMIT)
    started.once('exit', () => fail('its process ended while it loaded'))
    started.once('message', (told: ChildMessage) => {
      clearTimeout(timer)
      resolve(told)
    })
  })
}

async function compileChild(): Promise<string> {
  mkdirSync(COMPILED, { recursive: true })
  const outfile = path.join(COMPILED, 'child.cjs')
  await build({
    ...OPTIONS,
    entryPoints: [path.join(import.meta.dirname, 'tree-child.ts')],
    outfile,
  })
  return outfile
}

async function compileTree(tree: Tree): Promise<string> {
  builds += 1
  const outfile = path.join(COMPILED, `tree-${builds}.cjs`)
  const entryPoints = [path.join(import.meta.dirname, 'instance.ts')]
  try {
    await build({ ...OPTIONS, entryPoints, outfile, plugins: [subject(tree)] })
    return outfile
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? []
    throw new TreeError(first?.text ?? (error as Error).message)
  }
}

/** Has `#subject/…` mean the files of the tree. */
function subject({ folder, files = new Map() }: Tree): Plugin {
  return {
    name: 'subject',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^#subject\// }, ({ path: name }) => ({
        path: path.join(folder, name.slice('#subject/'.length)),
      }))
      onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        const name = path.relative(folder, file).split(path.sep).join('/')
        const text = files.get(name)
        return text === undefined ? undefined : { contents: text, loader: 'ts' }
      })
    },
  }
}
