import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { User } from '../../../auth/user.ts'
import { Task } from '../../../core/task.ts'
import { openDatabase, restoreBackup } from './open-database.ts'
import { seal } from './sealed-json.ts'

let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'open-'))
  file = path.join(folder, 'data', 'api.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }))

/** Opens the file, does something, and closes it. */
async function session<T>(work: () => Promise<T>): Promise<T> {
  const { close } = await openDatabase(file)
  try {
    return await work()
  } finally {
    await close()
  }
}

const addUser = () => User.objects.create({ username: 'ada', password: 'x' })
const names = async () => (await User.objects.all()).map(({ username }) => username)

/** What a file says, with its checksum mended, after something in it was changed. */
function tamper(change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8').replace(/,"sha256".*\n$/, '')
  writeFileSync(file, [...seal([change(text)])].join(''))
}

describe('a data file', () => {
  it('is made with its folder, and has what was stored when it is opened again', async () => {
    const { migration, close } = await openDatabase(file)
    expect(migration.created).toEqual(expect.arrayContaining(['auth_user', 'core_task']))
    const owner = await addUser()
    await Task.objects.create({ title: 'write', owner })
    await close()
    await session(async () => {
      expect(await names()).toEqual(['ada'])
      expect(await Task.objects.find({ title: 'write' })).toMatchObject({ ownerId: owner.id })
    })
  })

  it('never uses an id twice', async () => {
    await session(async () => User.objects.delete(await addUser()))
    await session(async () => expect((await addUser()).id).toBe(2))
  })

  it.skipIf(process.platform === 'win32')('is readable to its owner alone', async () => {
    await session(addUser)
    for (const name of readdirSync(path.dirname(file))) {
      expect(statSync(path.join(path.dirname(file), name)).mode & 0o077, name).toBe(0)
    }
  })

  it.skipIf(process.platform === 'win32')('may be a symbolic link, and stays one', async () => {
    const link = path.join(folder, 'link.json')
    symlinkSync(file, link)
    await (await openDatabase(link)).close()
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(existsSync(file)).toBe(true)
    // Both are waited for: the folder goes when the test ends.
    const opened = await Promise.allSettled([openDatabase(link), openDatabase(file)])
    const reasons = opened.map((each) => (each.status === 'rejected' ? `${each.reason}` : ''))
    for (const each of opened) if (each.status === 'fulfilled') await each.value.close()
    expect(reasons.join()).toContain('in use')
  })

  it('is free again after it was refused', async () => {
    await session(addUser)
    const sound = readFileSync(file)
    writeFileSync(file, 'null')
    await expect(openDatabase(file)).rejects.toThrow('is damaged')
    await expect(openDatabase(file)).rejects.toThrow('is damaged')
    writeFileSync(file, sound)
    expect(await session(names)).toEqual(['ada'])
  })
})

describe('a file with a right checksum and wrong data is refused:', () => {
  it.for([
    ['no tables', (text: string) => text.replace(/"tables":.*/s, '"tables":[]')],
    [
      'a column of the wrong kind',
      (text: string) => text.replace('"isStaff":false', '"isStaff":0'),
    ],
    ['a column too many', (text: string) => text.replace('"isStaff":', '"x":1,"isStaff":')],
    ['a column too few', (text: string) => text.replace('"isStaff":false,', '')],
    ['a name taken twice', (text: string) => text.replace(/(\{"id":1.*\})\]/, '$1,$1]')],
    ['a reference to nobody', (text: string) => text.replace('"ownerId":1', '"ownerId":7')],
    ['an id counter that is none', (text: string) => text.replace('"nextId":2', '"nextId":"2"')],
    ['a table without columns', (text: string) => text.replace(/"columns":\[[^\]]*\],/, '')],
  ] as const)('%s', async ([, change]) => {
    await session(async () => Task.objects.create({ title: 'write', owner: await addUser() }))
    const before = readFileSync(file, 'utf8')
    tamper(change)
    expect(readFileSync(file, 'utf8')).not.toBe(before)
    await expect(openDatabase(file)).rejects.toThrow(/damaged/)
  })

  it('other columns than the model has', async () => {
    await session(addUser)
    tamper((text) => text.replaceAll('dateJoined', 'joined'))
    await expect(openDatabase(file)).rejects.toThrow(
      /auth_user has rows, and its model has changed/,
    )
  })
})

describe('restoreBackup', () => {
  it('puts back what there was at the last start, and keeps the rest', async () => {
    await session(addUser)
    await session(() => User.objects.create({ username: 'bob', password: 'x' }))
    writeFileSync(file, '[]')
    const aside = await restoreBackup(file)
    expect(readFileSync(aside, 'utf8')).toBe('[]')
    expect(await session(names)).toEqual(['ada'])
  })

  it('changes nothing when there is no backup, or a damaged one', async () => {
    await session(addUser)
    const before = readFileSync(file, 'utf8')
    writeFileSync(`${file}.backup`, '{}')
    await expect(restoreBackup(file)).rejects.toThrow('damaged')
    rmSync(`${file}.backup`)
    await expect(restoreBackup(file)).rejects.toThrow('There is no')
    expect(readFileSync(file, 'utf8')).toBe(before)
  })
})
