import { type TransformFailure, transform } from 'esbuild'
import { solutionFiles, sourcesIn, starterFiles } from '../lesson/starter.ts'
import { findCheckedSteps, findSteps } from '../lesson/steps.ts'
import { SOLUTIONS } from '../paths.ts'

/** Sources by their path in the tree, with forward slashes. */
export type Files = Record<string, string>

/** A file that is not valid TypeScript, with the compiler's message. */
export interface CompileError {
  file: string
  line: number
  message: string
}

/** Compiled sources, and the errors of those that could not be compiled. */
export interface Compiled {
  files: Files
  errors: CompileError[]
}

/** The origin of a step in a composed tree. */
export type Origin = 'submission' | 'solution' | 'starter'

/** The names of the steps. A folder such as `07-smith` in a class is a learner's. */
const STEPS = new Set(findSteps().map(({ name }) => name))

/** Whether a folder with this name is a step. */
export function isStep(folder: string): boolean {
  return STEPS.has(folder)
}

/**
 * The step that a file belongs to. Undefined for app.ts and other common files: a learner can have
 * a folder such as `00-common`.
 */
export function stepOf(file: string): string | undefined {
  const [folder = '', ...inside] = file.split('/')
  return inside.length > 0 && isStep(folder) ? folder : undefined
}

/**
 * Compiles sources one by one. Imports are not resolved, because they could name any file of this
 * machine.
 */
export async function compileFiles(files: Files): Promise<Compiled> {
  const compiled: Compiled = { files: {}, errors: [] }
  for (const [file, text] of Object.entries(files)) {
    if (!/\.m?ts$/.test(file)) {
      compiled.files[file] = text
      continue
    }
    try {
      const options = { loader: 'ts', format: 'esm', target: 'node20', sourcefile: file } as const
      const { code } = await transform(text, {
        ...options,
        sourcemap: 'inline',
        sourcesContent: false,
        keepNames: true,
      })
      compiled.files[file] = code
    } catch (error) {
      const [first] = (error as Partial<TransformFailure>).errors ?? []
      const message = first?.text ?? 'the compiler cannot read this file'
      const line = first?.location?.line ?? 1
      compiled.errors.push({ file, line, message })
      // A module that imports the file gets this error, with its place.
      const told = `${file}:${line} is not valid TypeScript: ${message}`
      compiled.files[file] = `throw new SyntaxError(${JSON.stringify(told)})`
    }
  }
  return compiled
}

/** Makes trees of steps of a submission, of the solution and of starters. */
export class TreeMaker {
  readonly #own: Record<'solution' | 'starter', Map<string, Files>>
  readonly #app: Files

  private constructor(own: Record<'solution' | 'starter', Map<string, Files>>, app: Files) {
    this.#own = own
    this.#app = app
  }

  static async open(): Promise<TreeMaker> {
    const steps = findCheckedSteps().map(({ name }) => name)
    const compileAll = async (filesOf: (step: string) => Map<string, string>) => {
      const all = steps.map(async (step): Promise<[string, Files]> => {
        return [step, (await compileFiles(Object.fromEntries(filesOf(step)))).files]
      })
      return new Map(await Promise.all(all))
    }
    const app = Object.fromEntries(
      [...sourcesIn(SOLUTIONS, '.')].filter(([file]) => stepOf(file) === undefined),
    )
    return new TreeMaker(
      { solution: await compileAll(solutionFiles), starter: await compileAll(starterFiles) },
      (await compileFiles(app)).files,
    )
  }

  /** Whether the step has been edited: it has code that differs from the starter's. */
  attempted(compiled: Files, step: string): boolean {
    const starter = this.#own.starter.get(step) ?? {}
    const files = Object.entries(filesOf(compiled, step))
    return files.some(([file, code]) => codeIn(code) !== codeIn(starter[file] ?? ''))
  }

  /** A tree with each step from its origin. With `ownApp`, it has the workshop's app.ts. */
  compose(submission: Files, origins: ReadonlyMap<string, Origin>, ownApp: boolean): Files {
    const common = Object.entries(submission).filter(([file]) => stepOf(file) === undefined)
    const tree: Files = { ...this.#app, ...(ownApp ? {} : Object.fromEntries(common)) }
    for (const [step, origin] of origins) {
      const files =
        origin === 'submission' ? filesOf(submission, step) : this.#own[origin].get(step)
      Object.assign(tree, files)
    }
    return tree
  }
}

/** Without the source map, which depends on comments and layout. */
function codeIn(compiled: string): string {
  return compiled.replace(/\/\/# sourceMappingURL=.*\s*$/, '')
}

/** The files of a step. */
function filesOf(files: Files, step: string): Files {
  return Object.fromEntries(Object.entries(files).filter(([file]) => stepOf(file) === step))
}
