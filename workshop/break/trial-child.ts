import { createRequire } from 'node:module'
import path from 'node:path'
import vm from 'node:vm'
import { forgetInstance, LENT_MODULES } from '../../checks/exam/lent-modules.ts'
import type { Example } from '../../checks/harness/example.ts'
import type { Modules } from './compile-program.ts'
import type { Played, playExample } from './play-example.ts'

/** The process that runs examples, each on an API with new instances of all modules. */

/** Its messages: first the modules, then the examples, one at a time. */
export type TrialRequest = { modules: Modules; entry: string } | { trial: Trial }

/** One example on one API. */
export interface Trial {
  example: Example
  /** Modules that replace the solution's. */
  replaced: Modules
  world: number
}

export type TrialMessage = { type: 'ready' } | { type: 'played'; played: Played }

type Run = (
  require: (name: string) => unknown,
  module: { exports: object },
  exports: object,
) => void

const load = createRequire(process.argv[2] as string)
for (const name of ['express', 'lowdb', 'tinypool']) load(name)

const scripts = new Map<string, Run>()
let entry = ''

// A wrong API can throw outside any request. Only its responses count.
process.on('unhandledRejection', () => {})
process.on('uncaughtException', () => {})
process.on('disconnect', () => process.exit())
process.on('message', (request: TrialRequest) => {
  if ('trial' in request) return play(request.trial)
  for (const [name, code] of Object.entries(request.modules))
    scripts.set(name, compiled(name, code))
  entry = request.entry
})
tell({ type: 'ready' })

async function play({ example, replaced, world }: Trial): Promise<void> {
  forgetInstance()
  const others = new Map(
    Object.entries(replaced).map(([name, code]) => [name, compiled(name, code)]),
  )
  const program = new Program(others).require(entry) as { playExample: typeof playExample }
  const played = await program
    .playExample(example, world)
    .catch((error) => ({ answers: [], impossible: String(error) }))
  tell({ type: 'played', played })
}

function compiled(name: string, code: string): Run {
  const text = `(function (require, module, exports) {${code}\n})`
  return new vm.Script(text, { filename: name }).runInThisContext()
}

/** The modules of one API, each loaded once. */
class Program {
  readonly #replaced: Map<string, Run>
  readonly #loaded = new Map<string, { exports: object }>()

  constructor(replaced: Map<string, Run>) {
    this.#replaced = replaced
  }

  require(name: string): unknown {
    const known = this.#loaded.get(name)
    if (known) return known.exports
    const run = this.#replaced.get(name) ?? scripts.get(name)
    if (!run) throw new Error(`There is no module ${name}.`)
    const module = { exports: {} }
    this.#loaded.set(name, module)
    run((wanted) => this.#import(wanted, name), module, module.exports)
    return module.exports
  }

  #import(wanted: string, from: string): unknown {
    if (wanted.startsWith('.')) {
      return this.require(path.posix.join(path.posix.dirname(from), wanted))
    }
    if (wanted.startsWith('#shared/')) return this.require(wanted.slice(1))
    if (wanted.startsWith('#subject/')) return this.require(wanted.replace('#subject', 'solutions'))
    return LENT_MODULES[wanted] ?? load(wanted)
  }
}

function tell(message: TrialMessage): void {
  process.send?.(message)
}
