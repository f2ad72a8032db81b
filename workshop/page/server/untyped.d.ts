declare module 'launch-editor/guess.js' {
  /** The editor that is running or configured, with its arguments. */
  export default function guessEditor(
    specified?: string,
  ): [editor: string | null, ...args: string[]]
}
