import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeSource, whyNot } from './find-browser.ts'
import { openSession, PATIENCE, type Session, setTheme, showView } from './session.ts'

const VIEWS = ['step', 'matrix', 'try', 'compare', 'break', 'class']
const WIDTHS = [390, 640, 1000, 1280, 1920, 2560]
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const title = whyNot ? `the views in a browser (skipped: ${whyNot})` : 'the views in a browser'

describe.skipIf(whyNot)(title, { timeout: 4 * PATIENCE, sequential: true }, () => {
  let session: Session
  beforeAll(async () => {
    session = await openSession('views')
  }, 4 * PATIENCE)
  afterAll(async () => {
    await session?.close()
    // The whole session must have caused no policy violation, no error and no request to another
    // host.
    expect(session.messages).toEqual([])
    expect([...session.hosts]).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+$/)])
  }, PATIENCE)

  const cases = VIEWS.flatMap((view) =>
    (['light', 'dark'] as const).map((theme) => ({ view, theme })),
  )
  it.each(cases)('$view in $theme is accessible and fits every width', async ({ view, theme }) => {
    const { page } = session
    await setTheme(page, theme)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 700 ? 844 : 800 })
      await showView(page, view)
      expect(await overflowOf(session), `${width} px`).toEqual([])
      expect(await violationsIn(session), `${width} px`).toEqual([])
    }
  })

  it.each(['light', 'dark'] as const)(
    'respects reduced motion, and keeps its symbols in forced colours, in %s',
    async (theme) => {
      const { page } = session
      await setTheme(page, theme)
      await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
      await page.setViewportSize({ width: 1280, height: 800 })
      await showView(page, 'step')
      const seen = await page.evaluate(() => {
        document.querySelector('.verdict')?.classList.add('checking')
        const styleOf = (selector: string) =>
          getComputedStyle(document.querySelector(selector) as Element)
        return {
          animation: styleOf('.bar i').animationName,
          piece: styleOf('.bar .fails').borderTopStyle,
          gate: styleOf('.gate i').borderTopStyle,
          way: getComputedStyle(document.querySelector('.gate.pass') as Element, '::before')
            .backgroundColor,
        }
      })
      const way = await page.evaluate(() => getComputedStyle(document.body).color)
      expect(seen).toEqual({ animation: 'none', piece: 'solid', gate: 'solid', way })
      expect(await violationsIn(session)).toEqual([])
      await page.emulateMedia({ reducedMotion: null, forcedColors: null })
    },
  )
})

/** Elements that are wider than the window. */
async function overflowOf({ page }: Session): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px too wide`] : []
  })
}

async function violationsIn({ page, context }: Session): Promise<string[]> {
  const devtools = await context.newCDPSession(page)
  // Not as a script of the page, because its policy forbids that.
  await devtools.send('Runtime.evaluate', { expression: `window.axe ?? ${axeSource()}; 0` })
  await devtools.detach()
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: { run(root: unknown, options: object): Promise<Found> }
    }
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] })
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }, RULES)
}

interface Found {
  violations: { id: string; nodes: { target: string[] }[] }[]
}
