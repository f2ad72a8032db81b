import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { User } from '../../../auth/user.ts'
import { Task } from '../../../core/task.ts'
import { type OpenDatabase, openDatabase } from '../../open-database.ts'
import { openFile, restoreBackup } from './open-file.ts'

let folder = ''
let file = ''
let log = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'open-'))
  file = path.join(folder, 'data', 'api.json')
  log = `${file}.log`
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))

/** Opens the file, runs the work, and closes it. */
async function session<T>(work: (open: OpenDatabase) => Promise<T>): Promise<T> {
  const open = await openDatabase(file)
  try {
    return await work(open)
  } finally {
    await open.close()
  }
}

/** Runs the work, and leaves the files as a crash would. */
async function crash(work: () => Promise<unknown>): Promise<void> {
  const copy = path.join(folder, 'copy')
  await session(async () => {
    await work()
    cpSync(path.dirname(file), copy, { recursive: true })
  })
  rmSync(path.dirname(file), { recursive: true })
  rmSync(path.join(copy, 'api.json.lock'), { recursive: true })
  cpSync(copy, path.dirname(file), { recursive: true })
  rmSync(copy, { recursive: true })
}

const add = (username: string) => User.objects.create({ username, password: 'x' })
const names = async () => (await User.objects.all()).map(({ username }) => username)
const edit = (change: (text: string) => string) =>
  writeFileSync(file, change(readFileSync(file, 'utf8')))

describe('a data file', () => {
  it('is created with its folder, and contains the stored data when it is opened again', async () => {
    await session(async ({ migration, location }) => {
      expect(location).toBe(file)
      expect(migration.created).toEqual(expect.arrayContaining(['auth_user', 'core_task']))
      await Task.objects.create({ title: 'write', owner: await add('ada') })
    })
    await session(async ({ migration }) => {
      expect(migration.created).toEqual([])
      expect(await names()).toEqual(['ada'])
      expect(await Task.objects.find({ title: 'write' })).toMatchObject({ ownerId: 1 })
    })
  })

  it('contains the stored data after a crash, without an incomplete last line', async () => {
    await crash(() => Promise.all(['ada', 'bob'].map(add)))
    writeFileSync(log, '0123abcd {"commit":', { flag: 'a' })
    expect(await session(names)).toEqual(['ada', 'bob'])
  })

  it('can be read and edited by a person: one row on each line, and no log', async () => {
    await session(() => add('ada'))
    expect(readdirSync(path.dirname(file))).toEqual(['api.json'])
    edit((text) => text.replace('"username":"ada"', '"username":"lovelace"'))
    expect(await session(names)).toEqual(['lovelace'])
    edit((text) => JSON.stringify(JSON.parse(text), null, 4))
    expect(await session(names)).toEqual(['lovelace'])
    edit((text) => `\ufeff${text}`)
    expect(await session(names)).toEqual(['lovelace'])
  })

  it('never uses an id twice', async () => {
    await session(async () => User.objects.delete(await add('ada')))
    await session(async () => expect((await add('bob')).id).toBe(2))
    await crash(async () => User.objects.delete(await add('eve')))
    await session(async () => expect((await add('mallory')).id).toBe(4))
  })

  it.skipIf(process.platform === 'win32')('can be read only by its owner', async () => {
    await session(() => add('ada'))
    await session(async () => {
      await add('bob')
      const there = readdirSync(path.dirname(file))
      expect(there.sort()).toEqual(['api.json', 'api.json.backup', 'api.json.lock', 'api.json.log'])
      for (const name of there.filter((each) => each !== 'api.json.lock'))
        expect(statSync(path.join(path.dirname(file), name)).mode & 0o077, name).toBe(0)
    })
  })

  it('does not change other files with a similar name', async () => {
    mkdirSync(path.dirname(file))
    const others = ['api.json.0123456789ab.tmp', 'api.json.tmp.txt', 'api.js.tmp'].map((name) =>
      path.join(path.dirname(file), name),
    )
    for (const other of others) writeFileSync(other, 'mine')
    const { close } = await openDatabase(file.replace('.json', ''))
    await add('ada')
    await close()
    await session(() => add('bob'))
    for (const other of others) expect(readFileSync(other, 'utf8')).toBe('mine')
  })

  it.for(['', 'api.json.log', 'api.json.backup', 'api.json.tmp'])(
    'cannot be called "%s"',
    async (name) => {
      await expect(openFile(name)).rejects.toThrow('cannot be the name')
    },
  )

  it('that is full refuses more data until there is room', async () => {
    const backend = await openFile(file, { leastLog: 1000, limit: 20_000 })
    await backend.createTable('note', [
      { name: 'id', kind: 'integer', primaryKey: true, unique: true, auto: true },
      { name: 'text', kind: 'text' },
    ])
    const note = () => backend.insert('note', [{ text: 'x'.repeat(1000) }])
    let stored = 0
    const refusal = await (async () => {
      for (;;) {
        try {
          await note()
          stored++
        } catch (error) {
          return error
        }
      }
    })()
    expect(refusal).toMatchObject({ statusCode: 507 })
    expect(stored).toBeGreaterThan(15)
    expect(await backend.delete('note', { id: 1 })).toBe(1)
    expect(await backend.delete('note', { id: 2 })).toBe(1)
    // The first change after that can fold the file, and the next one has room.
    await note().catch(() => {})
    await note()
    const rows = await backend.count('note', {})
    await backend.close()
    const again = await openFile(file)
    expect(await again.count('note', {})).toBe(rows)
    await again.close()
  })
})

describe('an invalid edit of the file is refused, with the row and the reason:', () => {
  it.for([
    ['a column of the wrong kind', '"isStaff":false', '"isStaff":0', /row 1 of auth_user.*isStaff/],
    ['a column too many', '"isStaff":', '"x":1,"isStaff":', /row 1 of auth_user.*column/],
    ['a column too few', ',"isStaff":false', '', /row 1 of auth_user.*isStaff/],
    ['a name taken twice', '"username":"bob"', '"username":"ada"', /row 2 of .*username.*unique/],
    ['an id taken twice', '"id":2', '"id":1', /row 2 of auth_user: auth_user.id is not unique/],
    [
      'a reference to a missing row',
      '"ownerId":1',
      '"ownerId":7',
      /row 1 of core_task: ownerId refers/,
    ],
    ['an invalid id counter', '"nextId":3', '"nextId":"3"', /nextId.* of auth_user/],
    ['an invalid moment', /"dateJoined":"2/, '"dateJoined":"x', /row 1 of .*dateJoined/],
    ['a comma too few', '},', '}', /line \d+ is not JSON/],
    ['no tables', '"tables":', '"tabels":', /its version, history, commit or tables/],
  ] as const)('%s', async ([, from, to, reason]) => {
    await session(async () => {
      await Task.objects.create({ title: 'write', owner: await add('ada') })
      await add('bob')
    })
    const before = readFileSync(file, 'utf8')
    edit((text) => text.replace(from, to))
    const edited = readFileSync(file, 'utf8')
    expect(edited).not.toBe(before)
    const refusal = await openDatabase(file).catch((error) => error)
    expect(refusal).toMatchObject({
      name: 'OperationalError',
      message: expect.stringMatching(reason),
    })
    expect(refusal.message).toContain(file)
    // A message can get into a log, but the contents of the file must not.
    for (const secret of ['ada', 'bob', 'write'])
      expect(refusal.message).not.toContain(`"${secret}`)
    expect(readFileSync(file, 'utf8')).toBe(edited)
    writeFileSync(file, before)
    expect(await session(names)).toEqual(['ada', 'bob'])
  })

  it('columns that the model does not have', async () => {
    await session(() => add('ada'))
    edit((text) => text.replaceAll('dateJoined', 'joined'))
    await expect(openDatabase(file)).rejects.toThrow(
      /auth_user has rows, and its model has changed/,
    )
  })

  it.for(['null', '[]', '{}', '"text"', '7', '', '\xff'])('%j', async (text) => {
    await session(() => add('ada'))
    writeFileSync(file, text, 'latin1')
    await expect(openDatabase(file)).rejects.toThrow('is damaged')
  })
})

describe('files that do not belong together are refused, and none is changed:', () => {
  const files = () =>
    readdirSync(path.dirname(file)).map((name) => [
      name,
      readFileSync(path.join(path.dirname(file), name), 'utf8'),
    ])

  it.for([
    ['a log that was lost', () => rmSync(log), 'its log is missing'],
    ['a file that was lost', () => rmSync(file), 'it is missing'],
    [
      'the log of another file',
      async () => {
        const other = path.join(folder, 'other.json')
        const backend = await openFile(other)
        await backend.createTable('x', [
          { name: 'id', kind: 'integer', primaryKey: true, unique: true },
        ])
        cpSync(`${other}.log`, log)
        await backend.close()
      },
      'its log belongs to another file',
    ],
    [
      'an older file',
      () => edit((text) => text.replace(/"commit":\d+/, '"commit":0')),
      'it is older than',
    ],
    ['no data, and a backup', () => [file, log].map((name) => rmSync(name)), 'its backup exists'],
  ] as const)('%s', async ([, spoil, reason]) => {
    await session(() => add('ada'))
    await crash(() => add('bob'))
    await spoil()
    const before = files()
    const refusal = await openDatabase(file).catch((error) => error)
    expect(refusal).toMatchObject({ message: expect.stringContaining(reason) })
    expect(files()).toEqual(before)
  })

  it('a copy of the file that is older than its backup', async () => {
    await session(() => add('ada'))
    const old = readFileSync(file)
    await session(() => add('bob'))
    await session(names)
    writeFileSync(file, old)
    await expect(openDatabase(file)).rejects.toThrow('it is older than its backup')
  })
})

describe('restoreBackup', () => {
  it('restores the data of the last start, and keeps the other files', async () => {
    await session(() => add('ada'))
    await crash(() => add('bob'))
    writeFileSync(file, '[]')
    const kept = await restoreBackup(file)
    expect(kept.map((name) => path.extname(name))).toEqual(['.old', '.log'])
    expect(readFileSync(kept[0] ?? '', 'utf8')).toBe('[]')
    expect(readFileSync(kept[1] ?? '', 'utf8')).toContain('bob')
    expect(await session(names)).toEqual(['ada'])
  })

  it('names only files that existed', async () => {
    await session(() => add('ada'))
    await session(names)
    rmSync(file)
    expect(await restoreBackup(file)).toEqual([])
    expect(await session(names)).toEqual(['ada'])
  })

  it('changes nothing when there is no backup, or a damaged one', async () => {
    await session(() => add('ada'))
    const before = readFileSync(file, 'utf8')
    writeFileSync(`${file}.backup`, '{}')
    await expect(restoreBackup(file)).rejects.toThrow('damaged')
    rmSync(`${file}.backup`)
    await expect(restoreBackup(file)).rejects.toThrow('There is no')
    expect(readFileSync(file, 'utf8')).toBe(before)
    expect(await session(names)).toEqual(['ada'])
  })

  it('does not change the backup when the restored file is opened and closed', async () => {
    await session(() => add('ada'))
    await crash(() => add('bob'))
    writeFileSync(file, '[]')
    await restoreBackup(file)
    await session(names)
    expect(readFileSync(`${file}.backup`, 'utf8')).toContain('ada')
  })
})
