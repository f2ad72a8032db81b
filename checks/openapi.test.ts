import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, it } from 'vitest'
import { openapiDocument } from './openapi.ts'
import { POLICY, type Rule } from './policy.ts'

const SERVER = 'http://127.0.0.1:8000'

it('is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator()
  expect(await validator.validate(structuredClone(openapiDocument(SERVER)))).toEqual({
    valid: true,
  })
  expect(validator.version).toBe('3.1')
  expect(() => validator.resolveRefs()).not.toThrow()
})

it('is refused by the validator if it is invalid', async () => {
  const { paths, ...rest } = openapiDocument(SERVER)
  const broken = { ...rest, paths: { ...paths, '/api/me/': { get: { responses: 1 } } } }
  expect((await new Validator().validate(broken)).valid).toBe(false)
})

it('has an operation for every method of a view, and every response of the table', () => {
  const { paths } = openapiDocument(SERVER)
  const isOffered = ({ cells }: Rule) => cells.staff.status < 400 || cells.owner.status < 400
  const offered = POLICY.filter(isOffered).map(({ path }) => path)
  expect(new Set(Object.keys(paths))).toEqual(new Set(offered))
  expect(paths['/api/tasks/{id}/']).toMatchObject({
    delete: { responses: { 204: {}, 401: {}, 403: {} } },
    head: { security: [{ token: [] }] },
  })
  expect(Object.keys(paths['/api/login/'] ?? {})).toEqual(['post', 'options'])
  expect(paths['/api/v2/login/']).toMatchObject({ post: { responses: { 200: {}, 429: {} } } })
})

it('has a body for every response that has one', () => {
  for (const [path, operations] of Object.entries(openapiDocument(SERVER).paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (method === 'parameters' || method === 'head') continue
      const { responses } = operation as { responses: Record<string, { content?: object }> }
      const empty = Object.entries(responses).filter(([, { content }]) => !content)
      expect([path, method, ...empty.map(([status]) => status)].slice(0, 3)).toEqual(
        method === 'delete' || (/\/logout(all)?\/$/.test(path) && method === 'post')
          ? [path, method, '204']
          : [path, method],
      )
    }
  }
})
