import type { OpenedPage } from '../loop/opened-page.ts'
import type { Workshop } from '../loop/workshop.ts'
import { makeActions } from './actions.ts'
import { Console } from './asked/console.ts'
import { BreakKeeper } from './break-keeper.ts'
import { ClassKeeper, type ClassState } from './class-keeper.ts'
import { MatrixKeeper } from './matrix-keeper.ts'
import { bundlePage } from './server/bundle.ts'
import { openBrowser } from './server/open-browser.ts'
import { PageServer } from './server/page-server.ts'
import { Streams } from './server/streams.ts'
import { Cards } from './state/cards.ts'
import { judgedSteps } from './state/judged-steps.ts'
import { makeState } from './state/make-state.ts'
import { placesIn } from './state/places.ts'

export interface PageOptions {
  /** The port. 0 selects a random one. */
  port?: number
  /** The class.json of a graded class. */
  classFile?: string
}

/** The workshop in a browser. It shows the same as the terminal, from the same process. */
export class Page implements OpenedPage {
  readonly #workshop: Workshop
  readonly #options: PageOptions
  readonly #streams = new Streams()
  readonly #console = new Console((browsers) => this.#streams.send('browsers', browsers))
  readonly #cards = new Cards()
  readonly #matrix: MatrixKeeper
  readonly #breaks: BreakKeeper
  readonly #class: ClassKeeper | undefined
  /** The places that the page has shown, by event. No others can be opened. */
  readonly #places = new Map<string, Set<string>>()
  readonly #stopListening: () => void
  #server: PageServer | undefined
  #savedAt: number | undefined
  #verdictMs: number | undefined
  #verdicts: unknown
  #asked = ''
  #telling = false
  #tellAgain = false

  private constructor(workshop: Workshop, options: PageOptions) {
    this.#workshop = workshop
    this.#options = options
    this.#matrix = new MatrixKeeper((matrix) => this.#send('matrix', matrix))
    this.#breaks = new BreakKeeper((breaks) => this.#send('breaks', breaks))
    const { classFile } = options
    // Its places are in the code of others, so they cannot be opened here.
    const showClass = (state: ClassState) => this.#streams.send('classroom', state)
    this.#class = classFile === undefined ? undefined : new ClassKeeper(classFile, showClass)
    this.#stopListening = workshop.listen(() => this.#changed())
  }

  static async open(workshop: Workshop, options: PageOptions = {}): Promise<Page> {
    const page = new Page(workshop, options)
    page.#server = new PageServer({
      assets: await bundlePage(),
      streams: page.#streams,
      actions: makeActions({
        workshop,
        console: page.#console,
        breaks: page.#breaks,
        isNamed: (place) => [...page.#places.values()].some((places) => places.has(place)),
        onAnswer: (answer) => page.#note('answer', answer),
        changed: () => page.#tell(),
      }),
      onStream: () => page.#tell(),
    })
    await page.#server.listen(options.port)
    return page
  }

  async show(): Promise<string> {
    const link = this.#server?.newLink() ?? ''
    await openBrowser(link)
    return link
  }

  saved(): void {
    this.#savedAt = performance.now()
    this.#asked = ''
    this.#console.saved()
    this.#matrix.forget()
  }

  async close(): Promise<void> {
    this.#stopListening()
    this.#console.stop()
    this.#matrix.stop()
    this.#breaks.stop()
    this.#class?.stop()
    await this.#server?.close()
  }

  #changed(): void {
    const { checking, report } = this.#workshop.state
    // The exam adds to a report, and its verdicts stay. Others are not of the save any more.
    if (!checking && report && report.verdicts !== this.#verdicts) {
      this.#verdicts = report.verdicts
      this.#verdictMs = this.#savedAt && Math.round(performance.now() - this.#savedAt)
      this.#savedAt = undefined
    }
    this.#tell()
  }

  /** Sends the state to the tabs. Changes during that time are sent afterwards. */
  async #tell(): Promise<void> {
    if (this.#streams.size === 0) return
    this.#tellAgain = true
    if (this.#telling) return
    this.#telling = true
    try {
      while (this.#tellAgain) {
        this.#tellAgain = false
        await this.#tellState()
      }
    } finally {
      this.#telling = false
    }
    this.#askMatrix()
  }

  async #tellState(): Promise<void> {
    const { state } = this.#workshop
    const cards = await this.#cards.of(state)
    const more = {
      verdictMs: this.#verdictMs,
      hasClass: this.#options.classFile !== undefined,
      restarts: this.#console.restarts,
    }
    this.#send('state', makeState(state, cards, more))
  }

  /** The verdict comes first, because the matrix needs the processor too. */
  #askMatrix(): void {
    const { state } = this.#workshop
    if (state.checking) return
    const steps = judgedSteps(state)
    const asked = [...steps].join()
    if (this.#asked !== '' && this.#asked !== asked) this.#matrix.forget()
    this.#asked = asked
    this.#matrix.refresh(steps)
  }

  #send(event: string, content: object): void {
    this.#note(event, content)
    this.#streams.send(event, content)
  }

  #note(event: string, content: object): void {
    this.#places.set(event, placesIn(content))
  }
}
