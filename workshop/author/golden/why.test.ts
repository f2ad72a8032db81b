import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCheckedSteps } from '../../lesson/steps.ts'
import { readVariants } from '../../lesson/texts.ts'
import { whyLines } from '../../loop/why.ts'
import { colourTheme, plainTheme } from '../../terminal/theme.ts'

describe.each(findCheckedSteps())('the reasons for $name', ({ name }) => {
  it('are shown as in the golden text', async () => {
    const text = (await whyLines(name, plainTheme, 100, true)).join('\n')
    await expect(`${text}\n`).toMatchFileSnapshot(path.join(import.meta.dirname, `why-${name}.txt`))
  })

  it('have a sentence, two other right answers, and a question', async () => {
    const bought = (await readVariants(name)).flatMap(({ buys }) => buys ?? [])
    expect(bought).toHaveLength(2)
    for (const sentence of bought) expect(sentence).toMatch(/^[A-Z].*\.$/)
    const text = (await whyLines(name, plainTheme, 100)).join('\n')
    expect(text).toMatch(
      /^.+\n\nAfterwards .*[\s\S]*Also right[\s\S]*Also right[\s\S]*To think about:\n {2}.*\?\n/,
    )
  })
})

it('shows the styles in one column in a narrow terminal, and in plain text', async () => {
  const narrow = (await whyLines('06-is-owner', colourTheme, 60)).join('\n')
  expect(narrow).not.toContain('the solution  ')
  expect(narrow).toMatch(/the solution:\n[\s\S]*this one:\n/)
  expect(await whyLines('06-is-owner', plainTheme, 100, false)).toContain('  this one:')
})
