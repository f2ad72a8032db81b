import { expect, it } from 'vitest'
import { withoutComments } from './comments.ts'
import { ownWords } from './likeness.ts'
import { INPUT_LIMITS } from './submission.ts'
import { unusualReads } from './unusual-reads.ts'

it('removes comments, and keeps addresses and line numbers', () => {
  expect(withoutComments("a /* b\n c */ d // e\n'http://f'")).toBe(
    "a     \n      d     \n'http://f'",
  )
  expect(withoutComments('a /* b\nc')).toBe('a     \n ')
})

it.each([
  '/*',
  '/* ',
  '*/*',
  '//',
  'from ',
  'from(',
  'from "a',
  'req.get("a',
  'Math.random\n',
  'request?.',
])('reads a file that repeats %j as quickly as any other', (text) => {
  const file = text.repeat(INPUT_LIMITS.file / text.length)
  const spaces = `x${' '.repeat(INPUT_LIMITS.file)}"a`
  const start = performance.now()
  ownWords({ '03-login/views.ts': file })
  unusualReads({ '03-login/views.ts': file, 'app.ts': spaces })
  // Quadratic time would be minutes.
  expect(performance.now() - start).toBeLessThan(5000)
})
