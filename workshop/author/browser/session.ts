import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from './find-browser.ts'
import { standAtStep, writeClass } from './learner.ts'
import { PageProcess } from './page-process.ts'

/** A time limit that is long enough on a busy machine. */
export const PATIENCE = 50_000

/** A learner at the page, with a record of everything that must not happen. */
export interface Session {
  process: PageProcess
  browser: Browser
  context: BrowserContext
  page: Page
  /** The origin of the page. */
  origin: string
  /** The file without and with the mistake. */
  texts: { right: string; wrong: string }
  /** Messages of the browser: violations of the policy, and errors. */
  messages: string[]
  /** The hosts that received requests. */
  hosts: Set<string>
  /** Starts the workshop again, and opens and returns the new address of the page. */
  restart(signal?: 'SIGTERM' | 'SIGKILL'): Promise<string>
  close(): Promise<void>
}

/** Opens the page of a learner who has a mistake in step 6. */
export async function openSession(name: string, hostile = true): Promise<Session> {
  const process = new PageProcess(name)
  const texts = standAtStep(process.copy)
  const classFile = writeClass(process.copy, hostile)
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(PATIENCE)
  const messages: string[] = []
  const hosts = new Set<string>()
  context.on('page', (page) => {
    page.on('console', (message) => messages.push(message.text()))
    page.on('pageerror', (error) => messages.push(error.message))
    page.on('request', (request) => hosts.add(new URL(request.url()).host))
  })
  const session: Session = {
    process,
    browser,
    context,
    page: await context.newPage(),
    origin: '',
    texts,
    messages,
    hosts,
    async restart(signal) {
      await process.stop(signal)
      const address = await process.start('--graded', classFile)
      session.origin = new URL(address).origin
      await session.page.goto(address)
      await session.page.locator('.card').waitFor()
      return address
    },
    async close() {
      await browser.close()
      await process.remove()
    },
  }
  await session.restart()
  return session
}

/** Shows a view, with everything on it open. */
export async function showView(page: Page, view: string): Promise<void> {
  await page.evaluate((id) => {
    location.hash = id
  }, view)
  if (view === 'matrix') {
    await page.locator('.lead strong').waitFor()
    const differing = page.locator('.cell.differs').first()
    if ((await differing.getAttribute('aria-expanded')) === 'false') await differing.click()
  }
  if (view === 'try') {
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.result h2').waitFor()
  }
  if (view === 'compare') {
    await page.getByRole('button', { name: /solution|Compare/ }).click()
    await page.locator('.difference').waitFor()
  }
  if (view === 'break') await page.locator('.judged .letter').first().waitFor()
  if (view === 'class') await page.locator('.standing').waitFor()
  if (view === 'step') await page.locator('.card').waitFor()
}

/** Sets the page's own theme, as its button does. */
export async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset.theme = name
  }, theme)
}
