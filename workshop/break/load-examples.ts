import { fork } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { type BuildFailure, build } from 'esbuild'
import { END_WITH_PARENT } from '../../checks/harness/end-with-parent.ts'
import { ROOT, shownPath, WORKSHOP_DATA } from '../paths.ts'
import { COMPILE_OPTIONS } from '../runner/compile.ts'

/** The time limit for loading the learner's file, in milliseconds. */
const LIMIT = 4000

/** The learner's file cannot be loaded. The message says why, and where. */
export class LoadError extends Error {
  override name = 'LoadError'
}

type Told = { examples: unknown } | { error: string; stack: string }

let loads = 0

/**
 * The `examples` that the learner's file exports. It runs in its own process, and the result is
 * only known to be data.
 *
 * @throws LoadError
 */
export async function loadExamples(file: string): Promise<unknown> {
  loads += 1
  const outfile = path.join(WORKSHOP_DATA, 'break', `examples-${process.pid}-${loads}.mjs`)
  mkdirSync(path.dirname(outfile), { recursive: true })
  try {
    await compile(file, outfile)
    const told = await run(outfile, file)
    if ('examples' in told) return told.examples
    throw new LoadError(messageOf(told, file))
  } finally {
    rmSync(outfile, { force: true })
  }
}

async function compile(file: string, outfile: string): Promise<void> {
  const contents = `try {
  const { examples } = await import(${JSON.stringify(file)})
  process.send({ examples }, () => process.exit())
} catch (error) {
  const { name, message, stack } = Object(error)
  process.send({ error: name ? \`\${name}: \${message}\` : String(error), stack: String(stack) })
}`
  try {
    await build({
      ...COMPILE_OPTIONS,
      stdin: { contents, resolveDir: ROOT, loader: 'ts' },
      outfile,
    })
  } catch (error) {
    const [first] = (error as BuildFailure).errors ?? []
    const line = first?.location?.line
    throw new LoadError(`${at(file, line)} does not compile: ${first?.text ?? error}`)
  }
}

function run(outfile: string, file: string): Promise<Told> {
  const child = fork(outfile, [], {
    cwd: ROOT,
    execArgv: [...END_WITH_PARENT, '--enable-source-maps'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A RegExp is not part of JSON.
    serialization: 'advanced',
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new LoadError(`${at(file)} does not finish: look for a loop that never ends.`))
    }, LIMIT)
    let told: Told | undefined
    child.once('message', (message: Told) => {
      told = message
      child.kill('SIGKILL')
    })
    child.once('exit', () => {
      clearTimeout(timer)
      if (told) resolve(told)
      else reject(new LoadError(`${at(file)} ends its process before it has exported anything.`))
    })
  })
}

function messageOf({ error, stack }: Extract<Told, { error: string }>, file: string): string {
  const cloned = /^\w+: (.*) could not be cloned/s.exec(error)?.[1]
  if (cloned) return `${at(file)} contains something that is not data: ${cloned.split('\n')[0]}`
  const line = new RegExp(`${path.basename(file)}:(\\d+)`).exec(stack)?.[1]
  return `${at(file, line)} throws: ${error}`
}

function at(file: string, line?: number | string): string {
  return line === undefined ? shownPath(file) : `${shownPath(file)}:${line}`
}
