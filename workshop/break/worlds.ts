import type { ExampleActor } from '../../checks/harness/example.ts'

/** Who has an account. */
export type PersonName = Exclude<ExampleActor, 'anonymous' | 'wrong'>

/** An account, as it is made before an example is played. */
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
 * The same people twice. What is true of an API is true whatever their names and whichever came
 * first; an example that holds in one world alone is about a name or an id.
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

/** Tells whether an actor has an account. */
export function isPerson(actor: string): actor is PersonName {
  return (PEOPLE[0] as Person[]).some((person) => person.actor === actor)
}
