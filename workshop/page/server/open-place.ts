import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../../paths.ts'

/** Editors that work in a terminal. launch-editor would start them in the terminal of the loop. */
const TERMINAL_EDITORS =
  'vi vim nvim view ex ed nano pico emacs emacsclient joe micro hx helix kak mcedit mg ne jed jove'

/** Loads launch-editor in another process, which has no access to this terminal. */
const LAUNCH = `require('launch-editor')(process.argv[1], process.argv[2])`

/**
 * Opens a line such as `steps/03-login/views.ts:12` in a windowed editor. Returns false if there is
 * none.
 */
export async function openPlace(place: string): Promise<boolean> {
  const editor = await findEditor()
  if (!editor) return false
  spawn(process.execPath, ['-e', LAUNCH, path.join(ROOT, place), editor], {
    cwd: ROOT,
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  })
    // Without an editor, the path can be copied.
    .on('error', () => {})
    .unref()
  return true
}

/** The editor to use: the requested one, that of this terminal, or one that is running. */
async function findEditor(): Promise<string | undefined> {
  const { LAUNCH_EDITOR, TERM_PROGRAM, VISUAL, EDITOR } = process.env
  const { default: guess } = await import('launch-editor/guess.js')
  const guessed = LAUNCH_EDITOR ?? (TERM_PROGRAM === 'vscode' ? 'code' : guess()[0])
  return [guessed, VISUAL, EDITOR].find((editor) => editor && hasWindow(editor)) ?? undefined
}

/** Whether the editor does not use the terminal. */
export function hasWindow(editor: string): boolean {
  const [program = ''] = editor.match(/"[^"]+"|'[^']+'|.+?(?= -|$)/) ?? []
  const name = path.win32.basename(program.replaceAll(/["']/g, '')).replace(/\.(exe|cmd|bat)$/i, '')
  const isTerminal = TERMINAL_EDITORS.split(' ').includes(name.toLowerCase())
  return !isTerminal && !/(^| )(-nw|-t|--tty)( |$)/.test(editor.slice(program.length))
}
