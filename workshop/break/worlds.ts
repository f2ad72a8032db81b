import type { ExampleActor } from '../../checks/harness/example.ts'

/** The actors with an account. */
export type PersonName = Exclude<ExampleActor, 'anonymous' | 'wrong'>

/** An account that is created before an example runs. */
export interface Person {
  actor: PersonName
  username: string
  password: string
  isStaff?: boolean
  isActive?: boolean
}

const FLAGS: Partial<Record<PersonName, Pick<Person, 'isStaff' | 'isActive'>>> = {
  staff: { isStaff: true },
  inactive: { isActive: false },
  formerStaff: { isStaff: true, isActive: false },
}

function people(names: Record<PersonName, string>): Person[] {
  return Object.entries(names).map(([name, username]) => {
    const actor = name as PersonName
    return { actor, username, password: `${username}-Pass-1`, ...FLAGS[actor] }
  })
}

/**
 * The same users twice, with other names and in another order. An example that is true in only one
 * world depends on a name or an id.
 */
export const PEOPLE: readonly Person[][] = [
  people({
    alice: 'alice',
    bob: 'bob',
    staff: 'root',
    inactive: 'ina',
    formerStaff: 'fred',
    loggedOut: 'lou',
  }),
  people({
    loggedOut: 'noor',
    formerStaff: 'gus',
    inactive: 'kim',
    staff: 'vera',
    bob: 'tom',
    alice: 'mia',
  }),
]

/** Whether an actor has an account. */
export function isPerson(actor: string): actor is PersonName {
  return (PEOPLE[0] as Person[]).some((person) => person.actor === actor)
}
