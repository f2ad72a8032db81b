import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { OutFolder } from './out-folder.ts'

let folder = ''
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'out-')), 'report')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const at = (name: string) => path.join(folder, name)
const out = () => new OutFolder(folder)

function lay(name: string, text = 'my own'): void {
  mkdirSync(path.dirname(at(name)), { recursive: true })
  writeFileSync(at(name), text)
}

/** All files except the manifest. */
function files(): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  return names
    .filter((entry) => !entry.isDirectory() && entry.name !== 'manifest')
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
}

const REPORTS = new Map([
  ['class.csv', 'ada'],
  ['feedback/ada.md', 'well done'],
  ['results/ada/results.json', '{}'],
])

it.each([
  'feedback/ada.md',
  'feedback/notes/ada.txt',
  'results/experiment.json',
  'graded/by-hand.json',
  'class.csv',
  'class.html',
  'junit.xml',
])(
  'is refused, and not changed, if it contains a file %s that the grader did not write',
  (name) => {
    lay(name)
    expect(() => out().claim()).toThrow(/did not write .*Move it, or choose another folder/)
    expect(files()).toEqual([name])
  },
)

it('can contain other files, which are kept', () => {
  lay('essay.md')
  out().claim()
  out().write(REPORTS)
  lay('feedback/for-myself.md')
  lay('results/ada/for-myself.md')
  out().claim()
  out().write(new Map([['class.csv', 'nobody']]))
  expect(files()).toEqual([
    'class.csv',
    'essay.md',
    'feedback/for-myself.md',
    'results/ada/for-myself.md',
  ])
})

it('loses the reports of a previous class, and its empty folders', () => {
  out().claim()
  out().write(REPORTS)
  out().write(new Map([['class.csv', 'eva']]))
  expect(files()).toEqual(['class.csv'])
  expect(existsSync(at('feedback'))).toBe(false)
  expect(readFileSync(at('class.csv'), 'utf8')).toBe('eva')
})

it.each([...REPORTS.keys()])('keeps %s if it was changed by hand', (name) => {
  out().claim()
  out().write(REPORTS)
  lay(name, 'with my remarks')
  expect(() => out().claim()).toThrow('it has been changed since')
  expect(() => out().write(REPORTS)).toThrow('it has been changed since')
  expect(() => out().write(new Map())).not.toThrow()
  expect(readFileSync(at(name), 'utf8')).toBe('with my remarks')
})

it('is refused if a report would replace a file that was added in the meantime', () => {
  out().claim()
  lay('feedback/ada.md')
  expect(() => out().write(REPORTS)).toThrow('feedback/ada.md')
  expect(files()).toEqual(['feedback/ada.md'])
})

it.skipIf(process.platform === 'win32')(
  'is the only place that is written, even if it contains links',
  () => {
    const elsewhere = path.join(path.dirname(folder), 'elsewhere')
    mkdirSync(elsewhere)
    writeFileSync(path.join(elsewhere, 'ada.md'), 'well done')
    out().claim()
    out().write(REPORTS)
    rmSync(at('feedback'), { recursive: true })
    symlinkSync(elsewhere, at('feedback'))
    expect(() => out().claim()).toThrow('feedback/ada.md')
    out().write(new Map())
    expect(readdirSync(elsewhere)).toEqual(['ada.md'])
    rmSync(folder, { recursive: true })
    mkdirSync(folder)
    symlinkSync(path.join(elsewhere, 'none'), at('class.csv'))
    expect(() => out().claim()).toThrow('class.csv')
  },
)

it('can be used again after an interrupted write', () => {
  out().claim()
  out().write(REPORTS)
  const manifest = JSON.parse(readFileSync(at('graded/manifest'), 'utf8'))
  // As after an interruption: some files may already have the new text.
  const between = { ...manifest, 'class.csv': [...manifest['class.csv'], 'another digest'] }
  writeFileSync(at('graded/manifest'), JSON.stringify(between))
  rmSync(at('feedback/ada.md'))
  out().claim()
  out().write(REPORTS)
  expect(files()).toEqual([...REPORTS.keys()])
})

it('is refused if it is a file, or its manifest cannot be read', () => {
  writeFileSync(folder, '')
  expect(() => out().claim()).toThrow('is not a folder')
  rmSync(folder)
  out().claim()
  writeFileSync(at('graded/manifest'), '{')
  expect(() => out().claim()).toThrow('cannot be read')
})
