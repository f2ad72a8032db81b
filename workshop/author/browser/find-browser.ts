import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { chromium as Chromium } from 'playwright-core'

const PLACES = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Chromium or Chrome, if this machine has one. */
export const browserPath = PLACES.find((place) => place !== undefined && existsSync(place))

const isInstalled = existsSync(path.join(import.meta.dirname, 'node_modules', 'playwright-core'))

/** Why the browser tests cannot run here, if they cannot. */
export const whyNot = !browserPath
  ? 'no Chromium was found; CHROME_PATH names one'
  : isInstalled
    ? undefined
    : 'its packages are not installed: npm ci --prefix workshop/author/browser'

/** Without these, the browser contacts other hosts, or needs what a container does not have. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const load = createRequire(import.meta.url)

/** Starts the browser without a window. */
export function launchBrowser() {
  const { chromium } = load('playwright-core') as { chromium: typeof Chromium }
  return chromium.launch({ executablePath: browserPath, args: FLAGS })
}

/** The source of an accessibility checker, to run in the browser. */
export function axeSource(): string {
  return (load('axe-core') as { source: string }).source
}
