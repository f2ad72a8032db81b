import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { SESSIONS } from '../../../checks/exam/exam.ts'
import { bundlePage } from '../../page/server/bundle.ts'
import type { SaveTimes } from '../loop-bench/save-times.ts'
import { scratchCopy } from '../repository/scratch-copy.ts'
import { launchBrowser, whyNot } from './find-browser.ts'
import { FILE, standAtStep } from './learner.ts'

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/in\/[\w-]{43}/

/** Learners do not save again before the next process is ready. */
const PAUSE = 3000

/**
 * Saves alternating mistakes while a workshop runs in a terminal and in a browser, and prints as
 * JSON when each of them shows the failure.
 */
if (whyNot) throw new Error(`The page cannot be measured: ${whyNot}`)
const edits = Number(process.argv[2])
const copy = scratchCopy(`bench-page-${process.pid}`, SESSIONS)
const { right, wrong } = standAtStep(copy)
const mistakes = [wrong.replace("'GET'", "'DELETE'"), wrong]
if (right === wrong) throw new Error('There is no mistake to save.')

const command = `${process.execPath} workshop/run.cjs start --no-predict`
const loop = spawn('script', ['-qefc', command, '/dev/null'], {
  cwd: copy,
  env: { ...process.env, BROWSER: 'none', TERM: 'xterm', CI: '', ACCESSIBLE: '' },
})
let shown = ''
loop.stdout.on('data', (chunk) => {
  shown += chunk
})
const browser = await launchBrowser()
try {
  await until(() => shown.includes('checks pass'))
  loop.stdin.write('o')
  await until(() => ADDRESS.test(shown))
  const page = await browser.newPage()
  await page.goto(ADDRESS.exec(shown)?.[0] ?? '')
  loop.stdin.write('q')
  await page.locator('.card').waitFor()
  const names = await namesOf(page)
  const times: SaveTimes = { terminal: [], page: [], bundle: await bundleTimes() }
  for (let edit = 0; edit < edits; edit += 1) {
    await sleep(PAUSE)
    const told = names[edit % 2] as string
    const onPage = appearing(page, told)
    await sleep(100)
    shown = ''
    const saved = now()
    save(edit % 2)
    await until(() => shown.includes(told))
    times.terminal.push(now() - saved)
    times.page.push((await onPage) - saved)
  }
  console.log(JSON.stringify(times))
} finally {
  await browser.close()
  loop.kill('SIGKILL')
}
process.exit()

function save(mistake: number): void {
  writeFileSync(path.join(copy, FILE), mistakes[mistake] as string)
}

/**
 * The checks that the mistakes make fail first, as far as they fit in one line of a narrow screen.
 */
async function namesOf(page: Page): Promise<string[]> {
  const name = async () => (await page.locator('.card h2').textContent())?.slice(0, 40) ?? ''
  const last = await name()
  await sleep(PAUSE)
  save(0)
  await until(async () => (await name()) !== last)
  const first = await name()
  await sleep(PAUSE)
  save(1)
  await until(async () => (await name()) === last)
  return [first, last]
}

/** When the card of this check was painted, by the system's clock. */
function appearing(page: Page, told: string): Promise<number> {
  return page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!document.querySelector('.card h2')?.textContent?.includes(text)) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true })
      }),
    told,
  )
}

async function bundleTimes(): Promise<SaveTimes['bundle']> {
  const start = performance.now()
  const assets = await bundlePage()
  const milliseconds = performance.now() - start
  const sizeOf = (name: string) => Buffer.byteLength(assets.get(name)?.text ?? '')
  return { milliseconds, script: sizeOf('/page.js'), style: sizeOf('/page.css') }
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 1) {
    if (waited > 60_000) throw new Error(`The workshop shows something else: ${shown.slice(-2000)}`)
    await sleep(1)
  }
}
