import { readFileSync } from 'node:fs'
import path from 'node:path'
import { applyEdit, type Edit } from '../../checks/harness/edit.ts'
import type { BreakKey } from '../../checks/harness/example.ts'
import { readBreakKey, readMistakes, readVariants } from '../lesson/texts.ts'
import { SOLUTIONS } from '../paths.ts'
import { UsageError } from '../run-command.ts'
import { compileModule, type Modules } from './compile-program.ts'

/** An API: the solution, with some parts replaced. */
export interface Implementation {
  /** The replaced modules. */
  name?: string
  replaced: Modules
}

/** A wrong API that the learner has to find. */
export interface WrongImplementation extends Implementation {
  name: string
  /** Its letter, until it is found. */
  letter: string
  misconception: string
}

/**
 * The right and the wrong implementations of a step.
 *
 * @throws UsageError if the step has no wrong implementations to find
 */
export async function readImplementations(
  step: string,
): Promise<{ right: Implementation[]; wrong: WrongImplementation[] }> {
  const key = await findBreakKey(step)
  const mistakes = (await readMistakes(step)).filter(({ name }) => Object.hasOwn(key.offered, name))
  const variants = await Promise.all((await readVariants(step)).map(implementationOf))
  const wrong = mistakes.map(async (mistake, at) => {
    const { misconception } = mistake
    return { ...(await implementationOf(mistake)), letter: letterOf(at), misconception }
  })
  return { right: [{ replaced: {} }, ...variants], wrong: await Promise.all(wrong) }
}

/**
 * The wrong implementations that the step offers, by name, each with an example that finds it.
 *
 * @throws UsageError if there are none
 */
export async function findBreakKey(step: string): Promise<BreakKey> {
  const key = await readBreakKey(step)
  if (!key) throw new UsageError(`Step ${step} has no wrong implementations to find yet.`)
  return key
}

/** The solution with one change. */
export async function implementationOf(edit: Edit): Promise<Implementation & { name: string }> {
  const text = readFileSync(path.join(SOLUTIONS, edit.file), 'utf8').replaceAll('\r\n', '\n')
  const code = await compileModule(applyEdit(text, edit))
  return { name: edit.name, replaced: { [`solutions/${edit.file}`]: code } }
}

/** A to Z, then AA, AB … */
function letterOf(at: number): string {
  const last = String.fromCharCode(65 + (at % 26))
  return at < 26 ? last : letterOf(Math.floor(at / 26) - 1) + last
}
