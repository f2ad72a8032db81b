import type { Workshop } from './workshop.ts'

/** The page in the browser, for the loop. workshop/page implements it. */
export interface OpenedPage {
  /** Opens it in a browser, if there is one, and returns its address, which works once. */
  show(): Promise<string>
  /** Called when the learner has saved. */
  saved(): void
  close(): Promise<void>
}

/** Loads the page when it is first opened. */
export type OpenPage = (workshop: Workshop) => Promise<OpenedPage>

export const WORKS_ONCE = 'The address works once, in the first browser that opens it.'

/** The text below the address. */
export const ABOUT_PAGE = [
  'It shows the same as this screen, and also how far each request came, who can do what, and a console for your API.',
  `${WORKS_ONCE} Press o for a new one.`,
]
