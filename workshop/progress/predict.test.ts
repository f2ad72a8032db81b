import { afterEach, describe, expect, it } from 'vitest'
import { findCheckedSteps } from '../lesson/steps.ts'
import { answerLines, askOnce, predictionLines, predictionOf } from './predict.ts'
import { emptyProgress, noteOutcome, parseProgress } from './progress.ts'

const steps = findCheckedSteps().map(({ name }) => name)
const { WORKSHOP_PREDICT: before } = process.env

afterEach(() => {
  if (before === undefined) delete process.env.WORKSHOP_PREDICT
  else process.env.WORKSHOP_PREDICT = before
})

it('asks as it is kept here', async () => {
  const texts = steps.flatMap((step) => {
    const prediction = predictionOf(step)
    return prediction
      ? [[...predictionLines(prediction, 100), ...answerLines(prediction, 100)].join('\n')]
      : []
  })
  await expect(`${texts.join('\n\n')}\n`).toMatchFileSnapshot('predict.test.golden.txt')
})

describe('a question', () => {
  it('is asked once, also after the workshop was closed', () => {
    const progress = emptyProgress()
    expect(askOnce('06-is-owner', progress)).toBeDefined()
    expect(askOnce('06-is-owner', progress)).toBeUndefined()
    expect(
      askOnce('06-is-owner', parseProgress(JSON.parse(JSON.stringify(progress)))),
    ).toBeUndefined()
    expect(askOnce('07-logout', progress)).toBeDefined()
  })

  it('is not asked of those who have passed the step, or want none', () => {
    const progress = emptyProgress()
    noteOutcome(progress, '06-is-owner', true)
    expect(askOnce('06-is-owner', progress)).toBeUndefined()
    process.env.WORKSHOP_PREDICT = '0'
    expect(askOnce('07-logout', progress)).toBeUndefined()
    delete process.env.WORKSHOP_PREDICT
    expect(askOnce('07-logout', progress)).toBeDefined()
  })

  it('is not there for a step without one', () => {
    const progress = emptyProgress()
    expect(askOnce('02-auto-token', progress)).toBeUndefined()
    expect(progress.steps['02-auto-token']?.asked).toBeUndefined()
  })
})
