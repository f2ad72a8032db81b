import { expect, it } from 'vitest'
import { hasWindow } from './open-place.ts'

it.each([
  'code',
  'code --wait',
  'code-insiders',
  'subl -n -w',
  '/usr/bin/gedit',
  'C:\\Users\\me\\AppData\\Local\\Programs\\VS Code\\Code.exe',
  '"/opt/My Editor/zed" --wait',
  '/Applications/Sublime Text.app/Contents/SharedSupport/bin/subl',
])('%s has a window', (editor) => {
  expect(hasWindow(editor)).toBe(true)
})

it.each([
  'vi',
  '/usr/bin/vim',
  'vim -u NONE',
  'VIM.exe',
  'C:\\tools\\vim\\vim.exe',
  'nano -w',
  'emacs',
  'emacs -nw',
  'emacsclient -t',
  '"/opt/my tools/nvim"',
])('%s would take the terminal', (editor) => {
  expect(hasWindow(editor)).toBe(false)
})
