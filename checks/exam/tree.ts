import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type BuildFailure, build, type Plugin } from 'esbuild'
import { hasEnded, tell } from '../harness/child-process.ts'
import { END_WITH_PARENT } from '../harness/end-with-parent.ts'
import type { HookRequest } from '../harness/hook.ts'
import type { PlayingTarget } from './play.ts'
import { ANSWER_LIMIT, NO_ANSWER, TargetGone, targetAt } from './target.ts'
import type { ChildMessage, ChildRequest } from './tree-child.ts'

const ROOT = path.join(import.meta.dirname, '..', '..')
const COMPILED = path.join(ROOT, '.workshop', 'exam', String(process.pid))
/** The time limit for loading a tree, in milliseconds. */
const LOAD_LIMIT = 4000
/**
 * The time limit for starting the process, in milliseconds. On a busy machine this is slow, and it
 * is not the tree's fault.
 */
const START_LIMIT = 60_000

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

/** A tree, as the exam runs it. */
export interface Tree {
  /** The folder that contains its app.ts. */
  folder: string
  /** Replacements of files, by their path in the folder: the stubs of later steps. */
  files?: ReadonlyMap<string, string>
}

/** The tree cannot be compiled or loaded. */
export class TreeError extends Error {
  override name = 'TreeError'
}

/** A tree's API, in its own process. */
export interface RunningTree extends PlayingTarget {
  readonly ended: boolean
}

let builds = 0
let child: Promise<string> | undefined

process.once('exit', () => rmSync(COMPILED, { recursive: true, force: true }))

let spare: Promise<ChildProcess> | undefined

/** Starts a process for the next tree, unless one is ready: loading takes most of the start. */
export function keepSpare(): void {
  if (spare) return
  spare = startChild()
  // The error is reported when the process is needed.
  spare.catch(() => {})
}

/** Ends the process that is ready. */
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
      execArgv: END_WITH_PARENT,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const told = await message(started, START_LIMIT)
    if (told.type === 'ready') return started
    started.kill('SIGKILL')
    throw new Error('The process of the exam does not start.')
  })
}

/**
 * Serves a tree.
 *
 * @throws TreeError if it cannot be compiled or loaded
 */
export async function serveTree(tree: Tree): Promise<RunningTree> {
  const warm = takeChild()
  const file = await compileTree(tree).catch(async (error) => {
    ;(await warm).kill('SIGKILL')
    throw error
  })
  const started = await warm
  tell(started, { file } satisfies ChildRequest)
  const told = await message(started)
  rmSync(file, { force: true })
  if (told.type !== 'serving') {
    started.kill('SIGKILL')
    const why = told.type === 'failed' ? told.message : 'it does something else'
    throw new TreeError(why === NO_ANSWER ? 'it does not load in time' : why)
  }
  const target = targetAt(`http://127.0.0.1:${told.port}`)
  return {
    keys: target.keys,
    send: target.send,
    async hook(asked) {
      if (hasEnded(started)) throw new TargetGone('closed')
      // Over HTTP, this would take longer than the rest of a session.
      tell(started, { hook: asked as HookRequest } satisfies ChildRequest)
      const told = await message(started, ANSWER_LIMIT)
      if (told.type !== 'hook') {
        // Its late response would be taken for the next one.
        started.kill('SIGKILL')
        throw new TargetGone(told.type === 'failed' ? told.message : 'closed')
      }
      const { status, body } = told.answer
      return status === 200 ? body : undefined
    },
    async playInside(session) {
      if (hasEnded(started)) return undefined
      tell(started, { play: session } satisfies ChildRequest)
      for (;;) {
        const told = await message(started, ANSWER_LIMIT)
        if (told.type === 'played') return told.transcript
        if (told.type === 'playing') continue
        started.kill('SIGKILL')
        return undefined
      }
    },
    get ended() {
      return hasEnded(started)
    },
    close() {
      target.close()
      started.kill('SIGKILL')
    },
  }
}

/** The next message of the process, or a failure if there is none in time. */
function message(started: ChildProcess, limit = LOAD_LIMIT): Promise<ChildMessage> {
  return new Promise((resolve) => {
    const done = (told: ChildMessage) => {
      clearTimeout(timer)
      started.off('message', done)
      started.off('exit', exited)
      resolve(told)
    }
    const exited = () => done({ type: 'failed', message: 'its process ended' })
    const timer = setTimeout(() => done({ type: 'failed', message: NO_ANSWER }), limit)
    started.once('message', done)
    started.once('exit', exited)
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

/** All code that a tree's responses depend on, except the packages. */
export async function codeOf(tree: Tree): Promise<string[]> {
  child ??= compileChild()
  return [readFileSync(await child, 'utf8'), await bundle(tree)]
}

async function compileTree(tree: Tree): Promise<string> {
  builds += 1
  const outfile = path.join(COMPILED, `tree-${builds}.cjs`)
  const code = await bundle(tree)
  mkdirSync(COMPILED, { recursive: true })
  writeFileSync(outfile, code)
  return outfile
}

async function bundle(tree: Tree): Promise<string> {
  const entryPoints = [path.join(import.meta.dirname, 'instance.ts')]
  const plugins = [importsOf(tree)]
  try {
    const { outputFiles } = await build({ ...OPTIONS, entryPoints, write: false, plugins })
    return outputFiles[0]?.text ?? ''
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? []
    throw new TreeError(first?.text ?? (error as Error).message)
  }
}

/** Resolves `#subject/…` to the files of the tree. */
function importsOf({ folder, files = new Map() }: Tree): Plugin {
  return {
    name: 'tree',
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
