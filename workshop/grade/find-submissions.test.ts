import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findSubmissions } from './find-submissions.ts'
import { folderEntries } from './folder-entries.ts'
import { makeZip } from './make-zip.ts'
import { INPUT_LIMITS, readSubmission, type Submission } from './submission.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'class-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(name: string, text: string | Buffer = ''): void {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

async function read(at = folder): Promise<Submission[]> {
  const found = await findSubmissions([at])
  return Promise.all(found.map(({ read }) => read()))
}

describe('a folder', () => {
  it('is a tree, a copy of the repository, or a class of them', async () => {
    write('app.ts')
    expect(await read()).toMatchObject([{ files: { 'app.ts': '' } }])
    rmSync(path.join(folder, 'app.ts'))
    write('ada/steps/app.ts')
    write('bob/token-workshop-main/steps/03-login/views.ts')
    write('bob/token-workshop-main/solutions/app.ts')
    write('.DS_Store')
    write('__MACOSX/x')
    expect((await read()).map(({ name, files }) => [name, Object.keys(files)])).toEqual([
      ['ada', ['app.ts']],
      ['bob', ['03-login/views.ts']],
    ])
  })

  it('is a class if the folders of its learners begin with numbers, as steps do', async () => {
    write('01-ada/steps/app.ts')
    write('02-bob/app.ts')
    write('07-cy/07-cy/steps/03-login/views.ts')
    write('07-cy/07-cy/steps/00-common/keys.ts')
    expect((await read()).map(({ name, files }) => [name, Object.keys(files)])).toEqual([
      ['01-ada', ['app.ts']],
      ['02-bob', ['app.ts']],
      ['07-cy', ['00-common/keys.ts', '03-login/views.ts']],
    ])
  })

  it('is read without packages, configuration files and files that are too large', async () => {
    write('steps/app.ts')
    write('steps/package.json', '{}')
    write('steps/node_modules/x/index.ts')
    write('steps/03-login/big.ts', 'x'.repeat(INPUT_LIMITS.file + 1))
    write('steps/03-login/data.json', '[]')
    const [submission] = await read()
    expect(Object.keys(submission?.files ?? {})).toEqual(['03-login/data.json', 'app.ts'])
    expect(submission?.leftOut).toEqual([
      '03-login/big.ts: it is too large for a source',
      'node_modules: it is not looked into',
      'package.json: configuration files are ignored',
    ])
  })

  it.skipIf(process.platform === 'win32')(
    'is read without following links or opening pipes',
    async () => {
      write('secret.ts', 'secret')
      write('ada/app.ts')
      symlinkSync(path.join(folder, 'secret.ts'), path.join(folder, 'ada', 'link.ts'))
      symlinkSync('.', path.join(folder, 'ada', 'loop'))
      symlinkSync(folder, path.join(folder, 'bob'))
      execFileSync('mkfifo', [path.join(folder, 'ada', 'pipe.ts')])
      const [ada, bob] = await read()
      expect(Object.keys(ada?.files ?? {})).toEqual(['app.ts'])
      expect(ada?.leftOut).toEqual([
        'link.ts: links are not followed',
        'loop: links are not followed',
        'pipe.ts: it is not a file',
      ])
      expect(bob?.refused).toBe('it is a link')
    },
  )

  it.skipIf(process.platform === 'win32')(
    'is refused if a link appears while it is read',
    async () => {
      write('ada/app.ts')
      write('ada/01-token-model/secret.ts')
      write('etc/secret.ts', 'secret')
      const entries = await folderEntries(path.join(folder, 'ada'))
      rmSync(path.join(folder, 'ada', '01-token-model'), { recursive: true })
      symlinkSync(path.join(folder, 'etc'), path.join(folder, 'ada', '01-token-model'))
      const read = readSubmission('ada', entries)
      await expect(read).rejects.toThrow('01-token-model/secret.ts was changed while it was read')
    },
  )

  it('is refused without a path of this machine if it cannot be read', async () => {
    write('ada/app.ts')
    const [ada] = await findSubmissions([folder])
    rmSync(path.join(folder, 'ada'), { recursive: true })
    expect((await ada?.read())?.refused).toBe('ada cannot be read (ENOENT)')
  })

  it.skipIf(process.platform !== 'linux')(
    'contains each name once, in either Unicode form of its accents',
    async () => {
      write('app.ts')
      write('01-token-model/cafe\u0301.ts', 'apart')
      expect((await read())[0]?.files).toMatchObject({ '01-token-model/caf\u00e9.ts': 'apart' })
      write('01-token-model/caf\u00e9.ts', 'together')
      expect((await read())[0]?.refused).toBe('it contains 01-token-model/caf\u00e9.ts twice')
    },
  )

  it('is read with any encoding and line ends that editors write', async () => {
    write('app.ts', '\ufeffconst a = 1\r\nconst b = 2\r\n')
    write('01-token-model/wide.ts', Buffer.from('\ufeffconst c = "é"', 'utf16le'))
    write('01-token-model/odd name é.ts', 'x')
    expect((await read())[0]?.files).toEqual({
      'app.ts': 'const a = 1\nconst b = 2\n',
      '01-token-model/wide.ts': 'const c = "é"',
      '01-token-model/odd name é.ts': 'x',
    })
  })

  it('is refused with a reason, without affecting other submissions', async () => {
    write('ada/notes.txt')
    write('bob.rar')
    write('cy/one/app.ts')
    write('cy/two/app.ts')
    write('dee/app.ts')
    write('group/eve/steps/app.ts')
    write('group/fay/steps/app.ts')
    const told = (await read()).map(({ name, refused }) => [name, refused])
    expect(told).toEqual([
      ['ada', 'it contains no app.ts and no step folder'],
      ['bob.rar', 'it is neither a folder nor a zip'],
      ['cy', 'it contains more than one tree: one/, two/'],
      ['dee', undefined],
      ['group', 'it contains more than one tree: eve/steps/, fay/steps/'],
    ])
  })

  it('is refused if it does not exist, or contains nothing', async () => {
    await expect(read(path.join(folder, 'none'))).rejects.toThrow('does not exist')
    await expect(read()).rejects.toThrow('contains no submission')
  })
})

describe('a zip', () => {
  const zip = (...files: Parameters<typeof makeZip>[0]) => write('ada.zip', makeZip(files))

  it('is read like a folder, also inside another zip or folder', async () => {
    zip({ name: 'ws/steps/app.ts', text: 'a' }, { name: 'ws/solutions/app.ts', text: 'b' })
    expect(await read()).toMatchObject([{ name: 'ada', files: { 'app.ts': 'a' } }])
    const inner = makeZip([{ name: 'app.ts', text: 'inner' }])
    write('ada.zip', '')
    write('bob/steps.zip', inner)
    expect((await read())[1]).toMatchObject({ name: 'bob', files: { 'app.ts': 'inner' } })
  })

  it.each([
    ['a path out of it', { name: '../../evil.ts', text: '' }, /invalid relative path/],
    ['an absolute path', { name: '/etc/evil.ts', text: '' }, /absolute path/],
    [
      'a size that is not true',
      { name: 'app.ts', text: 'x'.repeat(999), size: 10 },
      /too many bytes/,
    ],
    ['no source', { name: 'notes.txt', text: '' }, /no app.ts/],
  ])('is refused for %s', async (_what, file, why) => {
    zip(file)
    expect((await read())[0]?.refused).toMatch(why)
  })

  it('is not unpacked if it lists a bomb, a link, or a name twice', async () => {
    const bomb = { name: '01-token-model/bomb.ts', text: '', size: 4_000_000_000 }
    zip({ name: 'app.ts', text: '' }, bomb, { name: 'l.ts', text: '/etc/passwd', mode: 0o120777 })
    const [submission] = await read()
    expect(submission?.files).toEqual({ 'app.ts': '' })
    expect(submission?.leftOut).toEqual([
      '01-token-model/bomb.ts: it is too large for a source',
      'l.ts: links are not followed',
    ])
    zip({ name: 'app.ts', text: '1' }, { name: 'app.ts', text: '2' })
    expect((await read())[0]?.refused).toBe('it contains app.ts twice')
  })

  it('contains no names that a folder cannot hold', async () => {
    const text = ''
    zip(
      { name: 'app.ts', text },
      { name: './app.ts', text },
      { name: '03-login//views.ts', text },
      { name: `03-login/${'x'.repeat(201)}.ts`, text },
    )
    const [submission] = await read()
    expect(submission?.files).toEqual({ 'app.ts': '' })
    expect(submission?.leftOut).toHaveLength(3)
    zip(
      { name: 'app.ts', text },
      { name: '03-login/a.ts', text },
      { name: '03-login/a.ts/b.ts', text },
    )
    const why = 'it contains 03-login/a.ts as a file and as a folder'
    expect((await read())[0]?.refused).toBe(why)
  })

  it('is refused if it is not a valid zip', async () => {
    write('ada.zip', 'PK no')
    expect((await read())[0]?.refused).toBeTruthy()
  })
})
