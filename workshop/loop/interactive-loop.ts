import { emitKeypressEvents, type Key } from 'node:readline'
import { answerLines, askOnce, type Prediction, predictionLines } from '../progress/predict.ts'
import { writeProgress } from '../progress/progress.ts'
import type { WarmProcess } from '../runner/process.ts'
import { wrap } from '../terminal/layout.ts'
import { Screen } from '../terminal/screen.ts'
import { screenTheme } from '../terminal/theme.ts'
import { ACTIONS, helpLines, reset } from './actions.ts'
import { type Choice, choiceAfter } from './choose-step.ts'
import { LearnerApi } from './learner-api.ts'
import { ABOUT_PAGE, type OpenedPage, type OpenPage } from './opened-page.ts'
import { frameOf, type View } from './view.ts'
import { keepChecking } from './watch.ts'
import { Workshop } from './workshop.ts'

const THEME = screenTheme()
const MAIN = { kind: 'main', from: 0 } as const
/** How far a key scrolls: lines, or parts of a screen. */
const SCROLL: Record<string, number> = { up: -1, down: 1 }
const PAGES: Record<string, number> = { space: 0.8, pagedown: 0.8, pageup: -0.8 }
const BACK = ['q', 'escape', 'return', 'backspace']
/** After a view is left, a q that follows sooner was meant for that view. In milliseconds. */
const PAUSE = 1000

/** The workshop on a full screen, with one key for each action. */
export class InteractiveLoop {
  readonly #screen = new Screen(process.stdout)
  readonly #workshop: Workshop
  readonly #api = new LearnerApi(() => this.#draw())
  readonly #openPage: OpenPage
  #page: Promise<OpenedPage> | undefined
  #view: View = { ...MAIN }
  #apiView: View | undefined
  #quit: () => void = () => {}
  /** An action is still running. Keys pressed meanwhile are ignored. */
  #busy = false
  #leftAt = Number.NEGATIVE_INFINITY

  constructor(first: WarmProcess, openPage: OpenPage) {
    this.#openPage = openPage
    this.#workshop = new Workshop(() => this.#onChange(), first)
  }

  /** Runs until the learner quits. */
  async run(): Promise<void> {
    const quit = new Promise<void>((resolve) => {
      this.#quit = resolve
    })
    // After any error, the shell must get its screen and its cursor back.
    process.on('exit', () => this.#screen.close())
    process.once('SIGTERM', this.#quit)
    process.once('SIGHUP', this.#quit)
    process.stdout.on('resize', () => this.#draw())
    process.stdin.on('keypress', (_text, key: Key) => this.#press(key))
    emitKeypressEvents(process.stdin)
    process.stdin.setRawMode(true)
    this.#screen.open()
    this.#draw()
    const stopChecking = keepChecking(this.#workshop, () => {
      this.#api.restart()
      this.#page?.then((page) => page.saved())
    })
    await quit
    process.stdin.setRawMode(false).pause()
    this.#screen.close()
    await Promise.all([stopChecking(), this.#api.stop(), (await this.#page)?.close()])
  }

  /** A step that becomes the current one begins with its question. */
  #onChange(): void {
    const { current, progress } = this.#workshop.state
    // The question of a step that the page has left.
    if (this.#view.kind === 'prediction' && this.#view.step !== current) this.#view = { ...MAIN }
    const isFree = this.#view.kind === 'main' && progress.current !== undefined
    const prediction = isFree ? askOnce(current, progress) : undefined
    if (prediction) {
      writeProgress(progress)
      this.#show({ kind: 'prediction', prediction, step: current })
    } else this.#draw()
  }

  /** Any key answers the question. No answer is wrong. */
  #tell(prediction: Prediction, key: string): void {
    const guess = prediction.options[Number(key) - 1]
    const lines = () => [
      ...predictionLines(prediction, this.#screen.width),
      '',
      ...(guess ? [`You say ${guess}.`] : []),
      ...answerLines(prediction, this.#screen.width),
    ]
    this.#show({ kind: 'page', from: 0, lines })
  }

  #draw(): void {
    const { width, rows } = this.#screen
    const { lines, footer, from } = frameOf(this.#view, this.#workshop.state, THEME, {
      width,
      rows,
    })
    if ('from' in this.#view) this.#view.from = from
    this.#screen.draw(lines, footer)
  }

  #show(view: View): void {
    this.#view = view
    this.#draw()
  }

  /** Back to the main view from another one. */
  #leave(): void {
    this.#leftAt = performance.now()
    this.#show({ ...MAIN })
  }

  #press({ name = '', sequence = '', ctrl }: Key): void {
    if (ctrl && (name === 'c' || name === 'd')) this.#quit()
    else if (this.#view.kind === 'question') this.#answer(name, this.#view)
    else if (this.#view.kind === 'prediction') this.#tell(this.#view.prediction, sequence)
    else if (this.#view.kind === 'list') this.#choose(this.#view, name)
    else if (name in SCROLL) this.#scroll(SCROLL[name] as number)
    else if (name in PAGES) this.#scroll(Math.round((PAGES[name] as number) * this.#screen.rows))
    else if (this.#view.kind === 'page' && BACK.includes(name)) this.#leave()
    else this.#act(sequence)
  }

  #scroll(by: number): void {
    if (this.#view.kind !== 'page' && this.#view.kind !== 'main') return
    this.#view.from = Math.max(0, this.#view.from + by)
    this.#draw()
  }

  #act(key: string): void {
    if (key === 'q' && performance.now() - this.#leftAt > PAUSE) this.#quit()
    if (this.#busy) return
    // What was said about the key before is over.
    this.#workshop.say(undefined)
    const { state } = this.#workshop
    const action = ACTIONS.find((each) => each.key === key)
    const question = action?.question?.(state)
    if (action && question) this.#ask(question, () => this.#run(action))
    else if (action) this.#run(action)
    else if (key === 's') this.#toggleApi()
    else if (key === 'o') this.#showPage()
    else if (key === '?')
      this.#show({ kind: 'page', from: 0, lines: () => helpLines(this.#screen.width) })
    else if (key === 'l')
      this.#show({ kind: 'list', selected: state.steps.indexOf(state.current), typed: '' })
    else if (key === 'r') {
      const question = `Restore the untouched ${state.current}? A copy of your files is kept.`
      this.#ask(question, () => reset(this.#workshop))
    }
  }

  async #run({ run }: (typeof ACTIONS)[number]): Promise<void> {
    this.#show({ ...MAIN })
    this.#busy = true
    try {
      const lines = await run(this.#workshop, { theme: THEME, width: this.#screen.width })
      if (lines) this.#show({ kind: 'page', from: 0, lines: () => lines })
    } finally {
      this.#busy = false
    }
  }

  #toggleApi(): void {
    if (this.#api.wanted && this.#view === this.#apiView) {
      this.#api.stop()
      this.#leave()
      this.#workshop.say('Your API is stopped. s starts it again.')
    } else {
      if (!this.#api.wanted) this.#api.start()
      this.#apiView = { kind: 'page', from: 0, lines: () => this.#api.lines }
      this.#show(this.#apiView)
    }
  }

  async #showPage(): Promise<void> {
    this.#busy = true
    try {
      this.#page ??= this.#openPage(this.#workshop)
      const opening = this.#page
      const show = async () => (await opening).show()
      const address = await this.#workshop.sayDuring('Opening the page …', show)
      const lines = () => [
        address,
        '',
        ...ABOUT_PAGE.flatMap((line) => wrap(line, this.#screen.width)),
      ]
      this.#show({ kind: 'page', from: 0, lines })
    } finally {
      this.#busy = false
    }
  }

  #ask(question: string, onYes: () => void): void {
    this.#show({ kind: 'question', question, onYes })
  }

  #answer(name: string, { onYes }: Extract<View, { kind: 'question' }>): void {
    this.#leave()
    if (name === 'y') onYes()
  }

  #choose(choice: Choice, name: string): void {
    const { steps } = this.#workshop.state
    const step = name === 'return' ? steps[choice.selected] : undefined
    if (BACK.includes(name)) this.#leave()
    else this.#show(choiceAfter(choice, name, steps))
    if (step) this.#workshop.goTo(step)
  }
}
