import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../paths.ts'
import { findMarkdown } from '../readme/markdown.ts'

const REMARK = path.join(import.meta.dirname, 'node_modules', 'remark-cli', 'cli.js')
const CONFIG = path.join(import.meta.dirname, 'remarkrc.mjs')

/**
 * Why the links cannot be checked, if they cannot. The checker has 214 packages, so learners do not
 * install it.
 */
const whyNot = existsSync(REMARK)
  ? undefined
  : 'its packages are not installed: npm ci --prefix workshop/author/links'

/** What the checker reports about the links of these documents. Nothing if all of them resolve. */
async function complaints(folder: string, files: string[]): Promise<string> {
  const options = ['--no-config', '--rc-path', CONFIG, '--no-stdout', '--quiet', '--frail']
  const run = promisify(execFile)(process.execPath, [REMARK, ...files, ...options], { cwd: folder })
  return run.then(
    ({ stderr }) => stderr,
    ({ stderr }) => stderr,
  )
}

describe.skipIf(whyNot)(whyNot ? `the links (skipped: ${whyNot})` : 'the links', () => {
  it('lead to files and headings of the repository', async () => {
    expect(await complaints(ROOT, findMarkdown())).toBe('')
  })

  it('are refused when the file or the heading is missing', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'links-'))
    try {
      writeFileSync(path.join(folder, 'other.md'), '# Other\n')
      writeFileSync(
        path.join(folder, 'a.md'),
        '# A\n\n[1](other.md#other) [2](nowhere.md) [3](other.md#another) [4](#b) ![5](no.png)\n',
      )
      const told = await complaints(folder, ['a.md', 'other.md'])
      expect(told.match(/Cannot find/g)).toHaveLength(4)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
