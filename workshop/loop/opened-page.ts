import type { Workshop } from './workshop.ts'

/** The page in the browser, as the loop knows it; workshop/page makes it. */
export interface OpenedPage {
  /** Opens it in a browser, where there is one, and answers with its address, which works once. */
  show(): Promise<string>
  /** Is told that the learner has saved. */
  saved(): void
  close(): Promise<void>
}

/** Loads the page when it is opened, so that it costs nothing before. */
export type OpenPage = (workshop: Workshop) => Promise<OpenedPage>

/** What stands below the address. */
export const ABOUT_PAGE = [
  'It shows the same as this screen, and also how far each request came, who can do what, and a console for your API.',
  'The address works once, in the first browser that opens it. Press o for a new one.',
]
