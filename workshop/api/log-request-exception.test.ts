import { expect, it, vi } from 'vitest'
import { ServiceUnavailable } from '#shared/exceptions.ts'
import { logRequestException } from './log-request-exception.ts'

it('tells of requests that are sent away once a minute, and of every error', () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const request = { method: 'POST', path: '/api/login/' } as never
  const now = vi.spyOn(performance, 'now')
  for (const seconds of [0, 1, 59, 61, 62]) {
    now.mockReturnValue(seconds * 1000)
    logRequestException({ request, error: new ServiceUnavailable(5) })
    logRequestException({ request, error: new Error('broken') })
  }
  const lines = log.mock.calls.map(([line]) => String(line).split('\n')[0])
  expect(lines.filter((line) => line?.includes('503'))).toHaveLength(2)
  expect(lines.filter((line) => line?.includes('broken'))).toHaveLength(5)
})
