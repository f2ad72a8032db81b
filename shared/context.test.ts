import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Context } from './context.ts'

it('gives each piece of work its own value, also after it has waited', async () => {
  const context = new Context<string>()
  const work = async () => {
    const before = context.get()
    await setTimeout(5)
    return [before, context.get()]
  }
  const results = await Promise.all(['a', 'b'].map((value) => context.run(value, work)))
  expect(results).toEqual([
    ['a', 'a'],
    ['b', 'b'],
  ])
  expect(context.get()).toBeUndefined()
})

it('keeps the value of work that goes on when other work ends', async () => {
  const context = new Context<string>()
  const slow = context.run('slow', async () => {
    await setTimeout(20)
    return context.get()
  })
  await context.run('fast', () => {})
  await expect(slow).resolves.toBe('slow')
})

it('passes on what the work throws, and ends', async () => {
  const context = new Context<string>()
  const failing = context.run('a', () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(context.get()).toBeUndefined()
})
