import type { Actor } from '../../../checks/policy.ts'
import type { MatrixCell, MatrixRow, MatrixState } from '../page-state.ts'

/** The headings of the columns: the actor, and the credentials. */
export const COLUMNS: Record<Actor, [who: string, about: string]> = {
  anonymous: ['anonymous', 'no token'],
  wrong: ['wrong key', 'an unknown key'],
  loggedOut: ['logged out', 'an old key'],
  inactive: ['inactive', 'deactivated'],
  owner: ['owner', 'owns the task'],
  other: ['other', 'another user'],
  staff: ['staff', 'not the owner'],
}

/** The actors of the table, in order. Without a heading, the name is shown. */
export function actorsIn({ cells }: MatrixRow): { actor: Actor; who: string; about: string }[] {
  return (Object.keys(cells) as Actor[]).map((actor) => {
    const [who, about] = COLUMNS[actor] ?? [actor, '']
    return { actor, who, about }
  })
}

/** A cell, by the index of its row. */
export interface Place {
  row: number
  actor: Actor
}

/** Whether the API's response, or the layer that decided, differs from the table. */
export function differs({ expected, actual }: MatrixCell): boolean {
  return actual !== undefined && (actual.status !== expected.status || actual.by !== expected.by)
}

export function rowDiffers({ cells }: MatrixRow): boolean {
  return Object.values(cells).some(differs)
}

/** The number of responses that differ. 0 while they are requested again. */
export function differencesIn(matrix: MatrixState | undefined): number {
  if (matrix?.state !== 'asked') return 0
  return cellsIn(matrix.rows).filter(differs).length
}

/** The number of responses. */
export function answersIn({ rows }: MatrixState): number {
  return cellsIn(rows).filter(({ actual }) => actual).length
}

function cellsIn(rows: MatrixRow[]): MatrixCell[] {
  return rows.flatMap(({ cells }) => Object.values(cells))
}

/** The rows of a step under its heading. The current step comes first. */
export function groupsOf(
  rows: MatrixRow[],
  current: string,
): { step: string; rows: MatrixRow[] }[] {
  const groups = new Map<string, MatrixRow[]>()
  for (const row of rows) groups.set(row.step, [...(groups.get(row.step) ?? []), row])
  const order = (step: string) => (step === current ? '' : step)
  return [...groups]
    .map(([step, own]) => ({ step, rows: own }))
    .sort((a, b) => (order(a.step) < order(b.step) ? -1 : 1))
}
