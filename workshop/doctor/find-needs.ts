import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { findCheckedSteps } from '../lesson/steps.ts'
import { watchingWorks } from '../loop/watch.ts'
import { ROOT, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { portTaken, WATCHING_IS_SLOW, writingRefused } from '../remedies.ts'
import type { Need } from './need.ts'

/** The default port of `npm run api`. */
const PORT = 8000

/** Checks everything that the workshop needs, one need after another. */
export async function findNeeds(): Promise<Need[]> {
  return [
    node(),
    install(),
    lesson(),
    writing(STEPS),
    writing(WORKSHOP_DATA),
    await port(),
    await watching(),
    editor(),
  ]
}

function node(): Need {
  const { engines } = createRequire(import.meta.url)('../../package.json')
  return { name: 'Node', met: true, about: `${process.versions.node} (needed: ${engines.node})` }
}

function install(): Need {
  const { firstDifference } = createRequire(import.meta.url)('../run.cjs') as {
    firstDifference: () => string | undefined
  }
  const missing = firstDifference()
  if (!missing) return { name: 'Packages', met: true, about: 'installed, in the locked versions' }
  return {
    name: 'Packages',
    met: false,
    about: `${missing} is not the locked version. Run: npm ci`,
  }
}

function lesson(): Need {
  const count = findCheckedSteps().length
  if (count > 0) return { name: 'Lesson', met: true, about: `${count} steps with their checks` }
  return {
    name: 'Lesson',
    met: false,
    about: 'no step has checks. Clone the whole repository: git clone',
  }
}

function writing(folder: string): Need {
  const name = `Writing to ${path.relative(ROOT, folder)}/`
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return { name, met: true, about: 'allowed' }
  } catch {
    return { name, met: false, about: writingRefused(folder) }
  }
}

async function port(): Promise<Need> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(PORT, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  const name = `Port ${PORT}`
  if (free) return { name, met: true, about: 'free for npm run api' }
  return { name, met: false, about: portTaken(PORT) }
}

async function watching(): Promise<Need> {
  const met = await watchingWorks()
  return { name: 'Watching files', met, about: met ? 'works here' : WATCHING_IS_SLOW }
}

function editor(): Need {
  const { VISUAL, EDITOR, TERM_PROGRAM } = process.env
  const found = VISUAL ?? EDITOR ?? (TERM_PROGRAM === 'vscode' ? 'Visual Studio Code' : undefined)
  const about = found ?? 'any editor works; set EDITOR to name yours'
  return { name: 'Editor', met: true, about }
}
