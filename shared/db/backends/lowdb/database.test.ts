import { setTimeout } from 'node:timers/promises'
import type { Adapter } from 'lowdb'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase } from '../../apps.ts'
import { AutoField, CharField } from '../../fields.ts'
import { Manager } from '../../manager.ts'
import { migrate } from '../../migrate.ts'
import { Model, type ModelFields } from '../../model.ts'
import { postSave, type Receiver } from '../../signals.ts'
import { Database } from './database.ts'
import type { Stored } from './stored.ts'

class Note extends Model {
  static override readonly table = 'note'
  static readonly objects = new Manager(Note)
  declare readonly id: number
  declare readonly text: string

  static override fields(): ModelFields {
    return { id: new AutoField(), text: new CharField({ unique: true }) }
  }
}

/** A disk that is as slow as it is told to be, and fails when it is told to. */
class SlowDisk implements Adapter<Stored> {
  written: string[][] = []
  pause = 0
  fails = false

  read = async () => null

  async write(data: Stored): Promise<void> {
    const { tables } = JSON.parse(JSON.stringify(data))
    await setTimeout(this.pause)
    if (this.fails) throw new Error('ENOSPC')
    this.written.push((tables.note?.rows ?? []).map(({ text }: { text: string }) => text))
  }

  get stored(): string[] {
    return this.written.at(-1) ?? []
  }
}

let disk: SlowDisk
let receive: Receiver<Note> = () => {}

postSave.connect(Note, (event) => receive(event))

beforeEach(async () => {
  disk = new SlowDisk()
  receive = () => {}
  connectDatabase(await Database.open(disk))
  await migrate()
  disk.written = []
})

const create = (text: string) => Note.objects.create({ text })
const texts = async () => (await Note.objects.all()).map(({ text }) => text)

describe('a change', () => {
  it('is stored before anybody hears of it', async () => {
    disk.pause = 30
    const note = create('first')
    const heard = texts()
    expect(disk.stored).toEqual([])
    expect(await heard).toEqual(['first'])
    expect(disk.stored).toEqual(['first'])
    await note
  })

  it('shares one write with all that wait, and waits for no later one', async () => {
    disk.pause = 20
    const first = create('first')
    await setTimeout(5)
    const others = Promise.all(['second', 'third', 'fourth'].map(create))
    await first
    expect(disk.written).toEqual([['first']])
    await others
    expect(disk.written).toEqual([['first'], ['first', 'second', 'third', 'fourth']])
  })

  it('is made altogether or not at all when a receiver throws', async () => {
    await create('first')
    receive = async ({ instance }) => {
      if (instance.text === 'bad') throw new Error('the receiver failed')
      if (instance.text === 'parent') await create('bad')
    }
    await expect(create('parent')).rejects.toThrow('the receiver failed')
    expect(await texts()).toEqual(['first'])
    receive = () => {}
    expect(await create('parent')).toMatchObject({ id: 2 })
  })

  it('is not seen by halves while a receiver runs', async () => {
    receive = async ({ instance }) => {
      await setTimeout(20)
      if (instance.text === 'parent') await create('child')
    }
    const parent = create('parent')
    await setTimeout(5)
    expect(await texts()).toEqual(['parent', 'child'])
    await parent
  })

  it('is seen by the receiver that runs within it', async () => {
    let seen: string[] = []
    receive = async () => {
      seen = await texts()
    }
    await create('first')
    expect(seen).toEqual(['first'])
  })

  it('of which a part is caught keeps the rest', async () => {
    receive = async ({ instance }) => {
      if (instance.text === 'parent') await create('parent').catch(() => {})
    }
    await create('parent')
    expect(disk.stored).toEqual(['parent'])
  })

  it('that its maker did not wait for is a change of its own', async () => {
    let late: Promise<unknown> = Promise.resolve()
    receive = ({ instance }) => {
      if (instance.text === 'parent') late = setTimeout(10).then(() => create('late'))
    }
    await create('parent')
    await late
    expect(disk.stored).toEqual(['parent', 'late'])
  })
})

describe('when the disk is full', () => {
  it('those who wait are told, memory is as before, and service goes on when there is room', async () => {
    await create('first')
    disk.fails = true
    disk.pause = 10
    const waiting = ['second', 'third'].map(create)
    await setTimeout(5)
    waiting.push(create('fourth'))
    for (const result of await Promise.allSettled(waiting)) expect(result.status).toBe('rejected')
    disk.fails = false
    expect(await texts()).toEqual(['first'])
    expect(await create('second')).toMatchObject({ id: 2 })
    expect(disk.stored).toEqual(['first', 'second'])
  })

  it('a change and a removal are taken back, and indexes with them', async () => {
    await create('first')
    const second = await create('second')
    disk.fails = true
    await expect(Note.objects.save(second, { text: 'changed' })).rejects.toThrow('ENOSPC')
    await expect(Note.objects.delete({ text: 'first' })).rejects.toThrow('ENOSPC')
    expect(await texts()).toEqual(['first', 'second'])
    expect(await Note.objects.find({ text: 'changed' })).toBeUndefined()
    expect(await Note.objects.find({ text: 'first' })).toMatchObject({ id: 1 })
  })

  it('a reader gets what is stored, not the error', async () => {
    await create('first')
    disk.fails = true
    disk.pause = 10
    const failing = create('second').catch((error) => error.message)
    await setTimeout(2)
    expect(await texts()).toEqual(['first'])
    expect(await failing).toBe('ENOSPC')
  })
})

it('refuses a change outside of atomic()', async () => {
  const database = await Database.open(disk)
  await database.createTable('other', {
    columns: ['id'],
    primaryKey: 'id',
    autoIncrement: true,
    unique: ['id'],
    indexed: [],
  })
  expect(() => database.insert(database.table('other'), { id: 1 })).toThrow('outside of atomic')
})

it('lets what cannot be written fail alone', async () => {
  const database = await Database.open(disk)
  await database.createTable('other', {
    columns: ['id', 'value'],
    primaryKey: 'id',
    autoIncrement: true,
    unique: ['id'],
    indexed: [],
  })
  const table = database.table('other')
  const insert = (value: unknown) =>
    database.atomic(async () => database.insert(table, { id: table.nextId, value }))
  const results = await Promise.allSettled([insert('first'), insert(1n), insert('second')])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(table.rows()).toEqual([
    { id: 1, value: 'first' },
    { id: 2, value: 'second' },
  ])
})

it.for([null, [], {}, { version: 2 }, { version: 1, tables: [], changes: [] }, 'text', 7])(
  'takes %j for no database',
  async (data, { expect }) => {
    const opened = Database.open({ read: async () => data as never, write: async () => {} })
    // lowdb itself takes null for "no file yet".
    if (data === null) expect((await opened).toJSON().tables).toEqual({})
    else await expect(opened).rejects.toThrow('damaged')
  },
)
