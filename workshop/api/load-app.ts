import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Express } from 'express'
import { ROOT, typedPath } from '../paths.ts'
import { UsageError } from '../run-command.ts'
import { describeException } from './log-request-exception.ts'

/**
 * Creates the app of a tree: `steps`, `solutions`, or another folder.
 *
 * The models need a database before the app responds, but not before it is created.
 * @throws UsageError if there is no app, or it cannot be loaded
 */
export async function loadApp(tree: string): Promise<Express> {
  const isNamed = tree === 'steps' || tree === 'solutions'
  const file = path.join(isNamed ? path.join(ROOT, tree) : typedPath(tree), 'app.ts')
  if (!existsSync(file)) {
    throw new UsageError(
      `There is no ${file}. Use --subject steps, --subject solutions, or a folder that has one.`,
    )
  }
  try {
    const { createApp } = await import(pathToFileURL(file).href)
    if (!createApp)
      throw new UsageError(`${file} exports no createApp. Export it, as solutions/ does.`)
    return createApp()
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${describeException(`${tree} does not load`, error)}${place(error)}`)
  }
}

/** The message of a syntax error has its place on another line. */
function place(error: unknown): string {
  const lines = error instanceof Error ? error.message.split('\n').slice(1) : []
  return lines.map((line) => `\n${line.replace(ROOT + path.sep, '')}`).join('')
}
