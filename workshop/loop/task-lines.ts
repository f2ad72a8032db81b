import { readReadme } from '../lesson/read-readme.ts'
import { plainMarkdown } from '../terminal/plain-markdown.ts'
import type { Theme } from '../terminal/theme.ts'
import { cut, wrap } from '../terminal/wrap.ts'

/** As wide as the number of a task. */
const INDENT = '     '

/** The title of a step and its tasks, whole. */
export function taskLines(step: string, theme: Theme, width: number): string[] {
  const { title, tasks } = readReadme(step)
  const lines = tasks.flatMap((task, at) => {
    const [first = '', ...rest] = wrap(plainMarkdown(task), width - INDENT.length)
    return [`  ${at + 1}. ${first}`, ...rest.map((line) => INDENT + line)]
  })
  return [theme.strong(title), ...lines]
}

/** The same with the beginning of each task, on one line. */
export function shortTaskLines(step: string, theme: Theme, width: number): string[] {
  const { title, tasks } = readReadme(step)
  const lines = tasks.map((task, at) => cut(`  ${at + 1}. ${plainMarkdown(task)}`, width))
  return [theme.strong(title), ...lines]
}
