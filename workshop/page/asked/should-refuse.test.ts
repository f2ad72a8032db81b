import { expect, it } from 'vitest'
import { SOLUTIONS } from '../../paths.ts'
import { shouldRefuse } from './should-refuse.ts'

const namesOf = (classes: string, by: 'permission' | 'object', actual: 'handler' | 'permission') =>
  shouldRefuse(classes, { status: 403, by }, { status: 200, by: actual }, SOLUTIONS).map(
    ({ place, name }) => `${place.replace(/\d+$/, 'N')} ${name}`,
  )

it('names the methods that should have refused a request', () => {
  expect(namesOf('[IsAuthenticated, IsOwner]', 'object', 'handler')).toEqual([
    expect.stringMatching(/06-is-owner\/permissions\.ts:N IsOwner\.hasObjectPermission$/),
  ])
  expect(namesOf('default: [IsAuthenticated]', 'permission', 'handler')).toEqual([
    expect.stringMatching(
      /04-default-permission\/permissions\.ts:N IsAuthenticated\.hasPermission$/,
    ),
  ])
})

it('names none if the request came no further, or no class is known', () => {
  expect(namesOf('[IsAuthenticated, IsOwner]', 'object', 'permission')).toEqual([])
  expect(namesOf('[]', 'permission', 'handler')).toEqual([])
  expect(namesOf('[IsMissing]', 'permission', 'handler')).toEqual([])
  const [allowed, handled] = [
    { status: 200, by: 'handler' },
    { status: 500, by: 'handler' },
  ] as const
  expect(shouldRefuse('[IsOwner]', allowed, handled, SOLUTIONS)).toEqual([])
})
