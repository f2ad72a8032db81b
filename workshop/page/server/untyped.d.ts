declare module 'launch-editor/guess.js' {
  /** The editor that runs or that is set, and what it is started with. */
  export default function guessEditor(
    specified?: string,
  ): [editor: string | null, ...args: string[]]
}
