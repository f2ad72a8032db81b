import { readReadme } from '../lesson/read-readme.ts'
import { plainMarkdown } from '../terminal/plain-markdown.ts'
import type { Theme } from '../terminal/theme.ts'
import { cut } from '../terminal/wrap.ts'

/** The title of a step and its tasks, one line each. */
export function taskLines(step: string, theme: Theme, width: number): string[] {
  const { title, tasks } = readReadme(step)
  const lines = tasks.map((task, at) => cut(`  ${at + 1}. ${plainMarkdown(task)}`, width))
  return [theme.strong(title), ...lines]
}
