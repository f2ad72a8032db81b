import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { whyNot } from './find-browser.ts'
import { FILE } from './learner.ts'
import { openSession, PATIENCE, type Session } from './session.ts'

const title = whyNot ? `the page while one works (skipped: ${whyNot})` : 'the page while one works'

describe.skipIf(whyNot)(title, { timeout: 4 * PATIENCE, sequential: true }, () => {
  let session: Session
  beforeAll(async () => {
    session = await openSession('live')
  }, 4 * PATIENCE)
  afterAll(() => session?.close(), PATIENCE)
  afterEach(async () => {
    await save(session.texts.wrong)
    await session.page.goto('about:blank').catch(() => {})
  })

  async function open(view = 'step') {
    const { page } = session
    await page.goto(`${session.origin}/#step`)
    // The mistake of the file is on the page, whatever an earlier test has saved.
    await page.locator('.verdict:not(.checking)', { hasText: 'checks pass' }).waitFor()
    await page.locator('.card', { hasText: 'answers 403 to GET' }).waitFor()
    await page.evaluate((id) => {
      location.hash = id
    }, view)
    await page.locator('h1').first().waitFor()
    return page
  }
  const save = async (text: string) => writeFileSync(path.join(session.process.copy, FILE), text)
  const verdict = (page: Session['page'], text: RegExp) =>
    page.locator('.verdict', { hasText: text }).waitFor()

  it('the page shows the result of a save, and the focus does not move', async () => {
    const page = await open()
    await verdict(page, /\d+ of \d+ checks pass/)
    const link = page.getByRole('link', { name: 'Access matrix' })
    await link.focus()
    for (const text of [session.texts.right, session.texts.wrong, session.texts.right]) {
      await save(text)
      await verdict(
        page,
        text === session.texts.right ? /(\d+) of \1 checks|All \d+/ : /of \d+ checks pass/,
      )
      await page
        .locator('.card h2', { hasText: 'answers 403 to GET' })
        .waitFor({ state: text === session.texts.right ? 'detached' : 'visible' })
      expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(
        'Access matrix',
      )
    }
  })

  it('hints appear one at a time, work with the keyboard, and keep the focus after a save', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: /hint/ })
    await button.waitFor()
    await page.locator('main').focus()
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab')
      if (await button.evaluate((element) => element === document.activeElement)) break
    }
    await page.keyboard.press('Enter')
    const hint = page.locator('.hints li').first()
    await hint.waitFor()
    await expect
      .poll(() => hint.evaluate((element) => element === document.activeElement))
      .toBe(true)
    await save(`${session.texts.wrong}\n`)
    await page.locator('.verdict', { hasText: 'after the save' }).waitFor()
    expect(await hint.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it.each([
    ['does not compile', (text: string) => `${text}\nconst = 1\n`, /Expected|found/],
    ['ends the process', (text: string) => `${text}\nprocess.exit(3)\n`, /process/i],
    ['hangs', (text: string) => `${text}\nfor (;;) {}\n`, /long|loop|end|answer/i],
    [
      'breaks when it is loaded',
      (text: string) => `${text}\nthrow new Error('<img src=x onerror=window.hacked=1>')\n`,
      /<img src=x/,
    ],
  ] as const)('reports code that %s', async (_, change, told) => {
    const page = await open()
    await save(change(session.texts.wrong))
    await verdict(page, /Nothing was checked/)
    await page.locator('.card', { hasText: told }).waitFor()
    await page.evaluate(() => {
      location.hash = 'matrix'
    })
    await page.locator('.lead.bad-text').waitFor()
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  it('output and responses of the code are shown as text', async () => {
    const page = await open()
    const hostile = '<img src=x onerror=window.hacked=1><script>window.hacked=1</script>'
    const printing = session.texts.wrong.replace(
      '  if (request.method',
      `  console.log('${hostile}'); if (request.query.x === undefined && request.method === 'GET') { throw Object.assign(new Error('${hostile}'), {}) }\n  if (request.method`,
    )
    await save(printing)
    await page.locator('.printed', { hasText: '<img src=x' }).waitFor()
    expect(await page.locator('.printed img, .card img, .card script').count()).toBe(0)
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  })

  it('a request as bob is sent, and its wrong response is shown next to the right one', async () => {
    const page = await open('try')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.result h2', { hasText: '200' }).waitFor()
    expect(await page.locator('.result .way.wrong').textContent()).toContain('Handler answers 200')
    expect(await page.locator('.result h2.bad').textContent()).toContain('expected 403')
    expect(await page.locator('.result').textContent()).toMatch(/steps\/06-is-owner\/views\.ts:\d+/)
    await page.getByLabel('alice').check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.result .way.right').waitFor()
  })

  it('a request that is chosen while another is sent stays chosen', async () => {
    const page = await open('try')
    await page.getByLabel('alice').check()
    await page.getByRole('button', { name: 'PATCH /tasks/1/' }).click()
    await page.route('**/do/ask', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000))
      await route.continue()
    })
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('button', { name: 'GET /me/' }).click()
    await page.locator('.result h2', { hasText: '200' }).waitFor()
    await page.unroute('**/do/ask')
    expect(await page.getByLabel('Path').inputValue()).toBe('/api/me/')
    expect(await page.getByLabel('Method').inputValue()).toBe('GET')
  })

  it('what is hidden has no effect, and a later step is not judged', async () => {
    const page = await open('try')
    await page.getByLabel('bob').check()
    await page.getByLabel('Path').fill('/api/v2/tasks/')
    await page.getByLabel('their cookies').check()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('This belongs to step 8, which is not done.').waitFor()
    expect(await page.locator('.result h2.later').count()).toBe(1)
    expect(await page.locator('.result .way.right, .result .way.wrong').count()).toBe(0)
    await page.getByRole('button', { name: 'GET /tasks/', exact: true }).click()
    await page.getByText('their cookies').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('pre.curl', { hasText: 'Authorization: Token' }).waitFor()
    await page.locator('.result .way.right').waitFor()
    await page.getByLabel('Path').fill('no path')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('This cannot be sent').waitFor()
    expect(await page.locator('.result h2').count()).toBe(0)
  })

  it('the curl line gets a response from the same API', async () => {
    const page = await open('try')
    await page.getByRole('button', { name: 'Send' }).click()
    const line = await page.locator('pre.curl').textContent()
    const [, url = '', key = ''] =
      /(http:\S+) -H "Authorization: (Token \w+)"/.exec(line ?? '') ?? []
    const answer = await fetch(url, { headers: { Authorization: key } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ title: 'Buy milk' })
  })

  it('a response is marked after a restart of the API, because its token is no longer valid', async () => {
    const page = await open('try')
    const old = page.getByText('has restarted since this response')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.result h2').waitFor()
    expect(await old.count()).toBe(0)
    await page.getByRole('button', { name: 'Reset the data' }).click()
    await old.waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    await old.waitFor({ state: 'detached' })
  })

  it('the cookies of an actor are kept, shown, and sent', async () => {
    const page = await open('try')
    await page.getByLabel('alice').check()
    await page.getByLabel('Path').fill('/api/v2/csrf/')
    await page.getByLabel('their cookies').check()
    await page.getByText('has no cookies yet').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.cookie', { hasText: 'csrftoken' }).waitFor()
    expect(await page.locator('.result').textContent()).toContain('Set-Cookie: csrftoken=')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('pre.curl', { hasText: 'Cookie: csrftoken=' }).waitFor()
    await page.getByLabel('bob').check()
    await page.getByText('has no cookies yet').waitFor()
  })

  it('the request of a check can be tried, and its response is still there after another view', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Try it here' }).first().click()
    await page.getByText('From the check:').waitFor()
    // The same actor and path as in the check, so the response is the same, too.
    expect(await page.locator('.people .on b').textContent()).toBe('bob')
    expect(await page.getByLabel('Path').inputValue()).toBe('/api/tasks/1/')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('.result h2', { hasText: '200 OK expected 403' }).waitFor()
    await page.getByRole('link', { name: 'Break it' }).click()
    await page.locator('h1', { hasText: 'Break it' }).waitFor()
    await page.getByRole('link', { name: 'Try your API' }).click()
    expect(await page.locator('.result h2').count()).toBe(1)
    await page.getByLabel('Path').fill('/api/me/')
    expect(await page.getByText('From the check:').count()).toBe(0)
  })

  it('a button goes from one difference to the next, in a narrow window too', async () => {
    const page = await open('matrix')
    await page.setViewportSize({ width: 390, height: 800 })
    const isInView = () =>
      page.evaluate(() => {
        const { left, right } = (document.activeElement as HTMLElement).getBoundingClientRect()
        return left >= 0 && right <= innerWidth
      })
    const seen = new Set<string | undefined>()
    for (let n = 0; n < 2; n += 1) {
      await page.getByRole('button', { name: 'Show the next difference' }).click()
      await page.locator('.cell.differs:focus').waitFor()
      expect(await isInView()).toBe(true)
      seen.add(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell))
      expect(await page.locator('.cell-detail').count()).toBe(1)
    }
    expect(seen.size).toBe(2)
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('the arrow keys move in the matrix, Enter opens a cell, and Escape closes it', async () => {
    const page = await open('matrix')
    await page.locator('.cell.differs').first().focus()
    const cell = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell)
    const first = await cell()
    await page.keyboard.press('ArrowRight')
    expect(await cell()).toMatch(/-staff$/)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    expect(await cell()).toBe(first)
    await page.keyboard.press('Enter')
    expect(await page.locator('.cell-detail').textContent()).toContain(
      'Object permission answers 403',
    )
    expect(await page.locator('.cell[tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    expect(await page.locator('.cell-detail').count()).toBe(0)
    expect(await cell()).toBe(first)
  })

  it('a class that is graded again is shown, and a result opens with its reason', async () => {
    const page = await open('class')
    await page.getByText('graded 2026-11-25 08:51').waitFor()
    const result = page.getByRole('button', { name: 'does not compile' })
    await result.focus()
    await page.keyboard.press('Enter')
    await page.locator('.reason', { hasText: 'the API can be loaded' }).waitFor()
    expect(await result.getAttribute('aria-expanded')).toBe('true')
    const file = path.join(session.process.copy, 'class.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('2026-11-25T08:51', '2026-12-24T18:00'))
    await page.getByText('graded 2026-12-24 18:00').waitFor()
    writeFileSync(file, text)
  })

  it('the solution is shown only on request', async () => {
    const page = await open('compare')
    expect(await page.locator('main').textContent()).toContain('You have not finished')
    expect(await page.locator('.difference').count()).toBe(0)
    await page.getByRole('button', { name: 'Show the solution' }).click()
    await page.locator('.difference tr.own', { hasText: "!== 'GET'" }).waitFor()
  })

  it('an editor that works in a terminal is not started, and the path can be copied', async () => {
    const page = await open()
    await page.getByRole('button', { name: /^Open steps/ }).click()
    await page.getByText('No editor with a window was found').waitFor()
  })

  it('eight tabs can be opened, and three of them are kept up to date', async () => {
    const tabs = await Promise.all(Array.from({ length: 8 }, () => session.context.newPage()))
    for (const tab of tabs) {
      await tab.goto(`${session.origin}/`)
      await tab.locator('.card').waitFor()
    }
    await expect.poll(() => moved(tabs), { timeout: PATIENCE }).toBe(5)
    await tabs[0]?.getByRole('button', { name: 'Continue here' }).click()
    await expect.poll(() => moved(tabs), { timeout: PATIENCE }).toBe(5)
    // Until it is connected again, the count above is still that of before.
    await tabs[0]?.locator('.live', { hasText: 'steps of part one done' }).waitFor()
    await Promise.all(tabs.map((tab) => tab.close()))
  })

  const moved = async (tabs: Session['page'][]) => {
    const counts = await Promise.all(
      tabs.map((tab) => tab.getByText('open in three other tabs').count()),
    )
    return counts.reduce((sum, count) => sum + count, 0)
  }

  it('a page shows that its workshop has ended, and a new link continues', async () => {
    const page = await open()
    await page.locator('.card').waitFor()
    await session.process.stop('SIGKILL')
    await page.locator('.lost', { hasText: 'does not respond' }).waitFor()
    expect(await page.locator('.card').count()).toBe(1)
    await session.restart()
    expect(await page.locator('.live').textContent()).toMatch(/steps of part one done/)
  })

  it('the link works in one browser, once', async () => {
    const address = await session.restart()
    expect(session.page.url()).not.toContain('/in/')
    const other = await session.browser.newContext()
    const stranger = await other.newPage()
    const answer = await stranger.goto(address)
    expect(answer?.status()).toBe(401)
    expect(await stranger.textContent('body')).toContain('used already')
    expect((await stranger.goto(session.origin))?.status()).toBe(401)
    await other.close()
  })
})
