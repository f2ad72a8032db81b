import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../../paths.ts'
import { whyNot } from './find-browser.ts'
import { openSession, PATIENCE, type Session, setTheme, showView } from './session.ts'

/** The pictures of the documents. PICTURES=write takes them again. */
const FOLDER = path.join(ROOT, 'docs', 'pictures')
const PICTURES = [
  { name: 'page-step', view: 'step', theme: 'light', height: 760 },
  { name: 'page-matrix', view: 'matrix', theme: 'light', height: 700 },
  { name: 'page-try', view: 'try', theme: 'dark', height: 760 },
  { name: 'page-compare', view: 'compare', theme: 'dark', height: 480 },
  { name: 'page-break', view: 'break', theme: 'light', height: 620 },
  { name: 'page-class', view: 'class', theme: 'light', height: 760 },
] as const

const WIDTH = 1280
/** The limit for all pictures together, in bytes, because every clone contains them. */
const LARGEST = 750_000

const title = whyNot ? `the pictures of the page (skipped: ${whyNot})` : 'the pictures of the page'

describe.skipIf(whyNot)(title, { timeout: 4 * PATIENCE, sequential: true }, () => {
  let session: Session
  beforeAll(async () => {
    session = await openSession('pictures', false)
  }, 4 * PATIENCE)
  afterAll(() => session?.close(), PATIENCE)

  it.each(PICTURES)('$name has the size and the content of the current page', async (picture) => {
    const { name, view, theme, height } = picture
    const { page } = session
    await setTheme(page, theme)
    await page.setViewportSize({ width: WIDTH, height })
    await showView(page, view)
    // The place to open is guessed first, and proved a little later.
    if (view === 'step') await page.locator('.where', { hasNotText: /guess|looking/i }).waitFor()
    const now = await page.screenshot()
    const file = path.join(FOLDER, `${name}.png`)
    if (process.env.PICTURES === 'write') {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(file, now)
    }
    const kept = readFileSync(file)
    expect(sizeOf(kept)).toEqual([WIDTH, height])
    expect(sizeOf(now)).toEqual([WIDTH, height])
    // Fonts and keys differ between machines. An empty or another view differs more.
    expect(kept.length / now.length).toBeGreaterThan(0.6)
    expect(kept.length / now.length).toBeLessThan(1.7)
  })
})

it('the pictures of the documents exist, and are small', () => {
  const files = PICTURES.map(({ name }) => path.join(FOLDER, `${name}.png`))
  expect(files.filter((file) => !existsSync(file))).toEqual([])
  const sizes = files.map((file) => readFileSync(file).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST)
})

/** Width and height from the header of a PNG. */
function sizeOf(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}
