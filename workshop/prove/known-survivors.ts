import type { Survivor } from './run-stryker.ts'

/** A mutant that no check can notice, and why. */
export interface KnownSurvivor extends Omit<Survivor, 'line'> {
  reason: string
}

export const knownSurvivors: KnownSurvivor[] = []

/** The survivors that are not known. */
export function unexplained(survivors: Survivor[]): Survivor[] {
  return survivors.filter(
    (survivor) =>
      !knownSurvivors.some(
        ({ file, mutator, replacement }) =>
          file === survivor.file &&
          mutator === survivor.mutator &&
          replacement === survivor.replacement,
      ),
  )
}
