import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findCheckedSteps } from '../lesson/steps.ts'
import { isFree } from '../loop/learner-api.ts'
import { watchingWorks } from '../loop/watch.ts'
import { ROOT, STEPS, WORKSHOP_DATA } from '../paths.ts'
import { portTaken, WATCHING_IS_SLOW, writingRefused } from '../remedies.ts'
import { runCommand } from '../run-command.ts'

/** Something that the workshop needs on this machine. */
interface Need {
  name: string
  met: boolean
  /** What was found and, if that is not enough, what to do. */
  about: string
}

/** The default port of `npm run api`. */
const PORT = 8000

/** Checks that the machine is ready, and says in one line what to do if it is not. */
await runCommand(async (args) => {
  parseArgs({ args })
  const needs = [
    node(),
    install(),
    lesson(),
    writing(STEPS),
    writing(WORKSHOP_DATA),
    await port(),
    await watching(),
    editor(),
  ]
  for (const { name, met, about } of needs)
    console.log(`${met ? 'ok' : 'not ok'}: ${name}: ${about}`)
  const missing = needs.filter(({ met }) => !met).length
  const toMend = `${missing} of ${needs.length} need your attention: the lines with "not ok".`
  console.log(missing === 0 ? 'Your machine is ready.' : toMend)
  if (missing > 0) process.exitCode = 1
})

function node(): Need {
  const { engines } = createRequire(import.meta.url)('../../package.json')
  return { name: 'Node', met: true, about: `${process.versions.node} (needed: ${engines.node})` }
}

/** What is missing, run.cjs has installed before it started this command. */
function install(): Need {
  return { name: 'Packages', met: true, about: 'installed, in the locked versions' }
}

function lesson(): Need {
  return {
    name: 'Lesson',
    met: true,
    about: `${findCheckedSteps().length} steps with their checks`,
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
  const met = await isFree(PORT)
  return { name: `Port ${PORT}`, met, about: met ? 'free for npm run api' : portTaken(PORT) }
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
