import type { JudgedStep } from './grade.ts'
import { type Compiled, type Files, type Origin, stepOf, type TreeMaker } from './trees.ts'

/** A tree to serve: where each step comes from, and whether app.ts is the workshop's. */
export interface Tree {
  origins: ReadonlyMap<string, Origin>
  ownApp: boolean
}

/** The trees in which a submission is judged. */
export class SubmissionTrees {
  readonly #compiled: Compiled
  readonly #maker: TreeMaker
  readonly #steps: string[]
  readonly #sound: Set<string>

  constructor(compiled: Compiled, maker: TreeMaker, steps: string[]) {
    this.#compiled = compiled
    this.#maker = maker
    this.#steps = steps
    this.#sound = new Set(steps.filter((step) => !this.gradeUnrun(step)))
  }

  /** The grade of a step that needs no run: it is not attempted, or does not compile. */
  gradeUnrun(step: string): JudgedStep | undefined {
    const none = { step, passing: 0, checks: 0, remarks: [] }
    if (!this.#maker.attempted(this.#compiled.files, step))
      return { ...none, outcome: 'not attempted' }
    const error = this.#compiled.errors.find(({ file }) => stepOf(file) === step)
    if (!error) return undefined
    const why = `${error.file}:${error.line}: ${error.message}`
    return { ...none, outcome: 'does not compile', why }
  }

  /** The submission's own tree. If an earlier step cannot be loaded, the solution's replaces it. */
  treeFor(step: string): Tree {
    const origins = this.#steps.map((each): [string, Origin] => {
      if (this.#sound.has(each)) return [each, 'submission']
      return [each, each < step ? 'solution' : 'starter']
    })
    return { origins: new Map(origins), ownApp: this.#appError() !== undefined }
  }

  /**
   * The step alone, on the solution's earlier steps. The workshop's app.ts takes the place of one
   * with which no step can be judged. A policy that is missing in app.ts must not disappear with it.
   */
  treeAlone(step: string, ownApp: boolean): Tree {
    const origins = this.#steps.map((each): [string, Origin] => {
      if (each === step) return [each, 'submission']
      return [each, each < step ? 'solution' : 'starter']
    })
    return { origins: new Map(origins), ownApp: ownApp || this.#appError() !== undefined }
  }

  /** Steps that pass, among the solution's: their errors show in the responses of later steps. */
  treeAmongSolved(passed: string[], { ownApp }: Tree): Tree {
    const origins = this.#steps.map((each): [string, Origin] => {
      return [each, passed.includes(each) ? 'submission' : 'solution']
    })
    return { origins: new Map(origins), ownApp }
  }

  /**
   * Some steps among the solution's, up to `last`: what another step of the submission gets wrong,
   * earlier or later, must neither hide them nor count against them. A later step that is missing
   * stays missing.
   */
  treeToExamine(examined: string[], last: string, { origins, ownApp }: Tree): Tree {
    const own = [...origins].map(([step, origin]): [string, Origin] => {
      if (examined.includes(step)) return [step, 'submission']
      return [step, step > last && origin === 'starter' ? 'starter' : 'solution']
    })
    return { origins: new Map(own), ownApp }
  }

  files({ origins, ownApp }: Tree): Files {
    return this.#maker.compose(this.#compiled.files, origins, ownApp)
  }

  remarksOn({ origins, ownApp }: Tree, steps: string[]): string[] {
    const replaced = [...origins].filter(([step, origin]) => {
      return origin === 'solution' && steps.some((judged) => step < judged)
    })
    const names = replaced.map(([step]) => step)
    const error = this.#appError()
    const [first = ''] = steps
    const isAlone = names.length === this.#steps.indexOf(first) && (ownApp || names.length > 0)
    if (isAlone && !error)
      return [
        `judged alone, with the solution's earlier steps${ownApp ? ' and app.ts' : ''} in place`,
      ]
    return [
      ...(names.length > 0 ? [`judged with the solution's ${names.join(', ')} in place`] : []),
      ...(ownApp ? ["judged with the workshop's app.ts in place"] : []),
      ...(error ? [`app.ts does not compile: line ${error.line}: ${error.message}`] : []),
    ]
  }

  #appError() {
    return this.#compiled.errors.find(({ file }) => file === 'app.ts')
  }
}

/** A key that is equal for equal trees. */
export function keyOf({ origins, ownApp }: Tree): string {
  return JSON.stringify([[...origins], ownApp])
}

/** Groups steps that are judged in the same tree. */
export function groupByTree(steps: string[], treeOf: (step: string) => Tree) {
  const groups = new Map<string, { tree: Tree; steps: string[] }>()
  for (const step of steps) {
    const tree = treeOf(step)
    const group = groups.get(keyOf(tree)) ?? { tree, steps: [] }
    group.steps.push(step)
    groups.set(keyOf(tree), group)
  }
  return groups.values()
}

/** The same tree with the solution in place of the submission. */
export function solvedOrigins({ origins }: Tree): Map<string, Origin> {
  const solved = [...origins].map(([step, origin]): [string, Origin] => {
    return [step, origin === 'submission' ? 'solution' : origin]
  })
  return new Map(solved)
}
