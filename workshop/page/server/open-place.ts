import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from '../../paths.ts'

/**
 * Editors that work in a terminal: the page's own terminal is the loop's, and must stay its.
 * launch-editor would start these there.
 */
const TERMINAL_EDITORS =
  'vi vim nvim view ex ed nano pico emacs emacsclient joe micro hx helix kak mcedit mg ne jed jove'

/** Loads launch-editor where it can neither print to this terminal nor read from it. */
const LAUNCH = `require('launch-editor')(process.argv[1], process.argv[2])`

/** Opens a line of the repository, `steps/03-login/views.ts:12`, in an editor with a window; false without one. */
export async function openPlace(place: string): Promise<boolean> {
  const editor = await findEditor()
  if (!editor) return false
  spawn(process.execPath, ['-e', LAUNCH, path.join(ROOT, place), editor], {
    cwd: ROOT,
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  })
    // Without it the path can still be copied.
    .on('error', () => {})
    .unref()
  return true
}

/** The editor to use, as it is typed: the one asked for, that of this terminal, or one that runs. */
async function findEditor(): Promise<string | undefined> {
  const { LAUNCH_EDITOR, TERM_PROGRAM, VISUAL, EDITOR } = process.env
  const { default: guess } = await import('launch-editor/guess.js')
  const guessed = LAUNCH_EDITOR ?? (TERM_PROGRAM === 'vscode' ? 'code' : guess()[0])
  return [guessed, VISUAL, EDITOR].find((editor) => editor && hasWindow(editor)) ?? undefined
}

/** Tells whether it is none of those that take over the terminal. */
export function hasWindow(editor: string): boolean {
  const [program = ''] = editor.match(/"[^"]+"|'[^']+'|.+?(?= -|$)/) ?? []
  const name = path.win32.basename(program.replaceAll(/["']/g, '')).replace(/\.(exe|cmd|bat)$/i, '')
  const isTerminal = TERMINAL_EDITORS.split(' ').includes(name.toLowerCase())
  return !isTerminal && !/(^| )(-nw|-t|--tty)( |$)/.test(editor.slice(program.length))
}
