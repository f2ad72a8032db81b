import { expect, it } from 'vitest'
import { environmentFor, WHOLE } from './sample.ts'

it.each([['-u'], ['--update'], ['--update=all'], ['--update=new']])(
  'takes whole lists when %s writes texts',
  (option) => {
    expect(environmentFor(['vitest', 'run', 'golden', option])).toEqual({ [WHOLE]: '1' })
  },
)

it.each([['run'], ['--update=none'], ['--update=false'], ['--ui'], ['-t'], ['--updates']])(
  'takes samples with %s',
  (option) => expect(environmentFor(['vitest', option])).toEqual({}),
)
