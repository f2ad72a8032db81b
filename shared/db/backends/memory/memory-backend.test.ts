import { setTimeout } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase } from '../../apps.ts'
import { AutoField, CharField } from '../../fields.ts'
import { Manager } from '../../manager.ts'
import { migrate } from '../../migrate.ts'
import { Model, type ModelFields } from '../../model.ts'
import { postSave, type Receiver } from '../../signals.ts'
import { MemoryBackend, type Storage } from './memory-backend.ts'

class Note extends Model {
  static override readonly table = 'note'
  static readonly objects = new Manager(Note)
  declare readonly id: number
  declare readonly text: string

  static override fields(): ModelFields {
    return { id: new AutoField(), text: new CharField({ unique: true }) }
  }
}

/** A storage that is slow or fails on demand. */
class SlowDisk implements Storage {
  readonly location = 'disk'
  readonly isOpen = true
  isFoldDue = false
  written: string[][] = []
  folds = 0
  pause = 0
  fails = false
  room = Number.POSITIVE_INFINITY

  hasRoomFor(bytes: number): boolean {
    return bytes <= this.room
  }

  async append(changes: string[]): Promise<void> {
    await setTimeout(this.pause)
    if (this.fails) throw new Error('ENOSPC')
    this.written.push(changes.map((change) => JSON.parse(change)[2]?.text ?? 'gone'))
  }

  async write(): Promise<void> {
    this.folds++
    await setTimeout(this.pause)
  }

  async close(): Promise<void> {}

  get stored(): string[] {
    return this.written.flat()
  }
}

let disk: SlowDisk
let backend: MemoryBackend
let receive: Receiver<Note> = () => {}

postSave.connect(Note, (event) => receive(event))

beforeEach(async () => {
  disk = new SlowDisk()
  backend = new MemoryBackend(new Map(), disk, 200)
  receive = () => {}
  connectDatabase(backend)
  await migrate()
})

const create = (text: string) => Note.objects.create({ text })
const texts = async () => (await Note.objects.all()).map(({ text }) => text)

describe('a change', () => {
  it('is stored before a reader sees it', async () => {
    disk.pause = 30
    const note = create('first')
    await setTimeout(5)
    const heard = texts()
    expect(disk.stored).toEqual([])
    expect(await heard).toEqual(['first'])
    expect(disk.stored).toEqual(['first'])
    await note
  })

  it('shares one write with all waiting changes, and does not wait for later ones', async () => {
    disk.pause = 20
    const first = create('first')
    await setTimeout(5)
    const others = Promise.all(['second', 'third', 'fourth'].map(create))
    await first
    expect(disk.written).toEqual([['first']])
    await others
    expect(disk.written).toEqual([['first'], ['second', 'third', 'fourth']])
  })

  it('is not stored at all if a receiver throws', async () => {
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

  it('is not partly visible while a receiver runs', async () => {
    receive = async ({ instance }) => {
      await setTimeout(20)
      if (instance.text === 'parent') await create('child')
    }
    const parent = create('parent')
    await setTimeout(5)
    expect(await texts()).toEqual(['parent', 'child'])
    await parent
  })

  it('is visible to the receiver that runs inside it', async () => {
    let seen: string[] = []
    receive = async () => {
      seen = await texts()
    }
    await create('first')
    expect(seen).toEqual(['first'])
  })

  it('keeps its other parts if one fails and is caught', async () => {
    receive = async ({ instance }) => {
      if (instance.text === 'parent') await create('parent').catch(() => {})
    }
    await create('parent')
    expect(disk.stored).toEqual(['parent'])
  })

  it('that was not awaited is a separate change', async () => {
    let late: Promise<unknown> = Promise.resolve()
    receive = ({ instance }) => {
      if (instance.text === 'parent') late = setTimeout(10).then(() => create('late'))
    }
    await create('parent')
    await late
    expect(disk.stored).toEqual(['parent', 'late'])
  })

  it('of many rows stores none if one is refused', async () => {
    const rows = ['one', 'two', 'one'].map((text) => ({ text }))
    await expect(Note.objects.bulkCreate(rows)).rejects.toThrow('not unique')
    expect(await texts()).toEqual([])
    expect(disk.stored).toEqual([])
  })
})

describe('when the disk is full', () => {
  it('waiting changes fail, memory is unchanged, and later changes succeed when there is room', async () => {
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

  it('changes and deletions are rolled back, and the indexes too', async () => {
    await create('first')
    const second = await create('second')
    disk.fails = true
    await expect(Note.objects.save(second, { text: 'changed' })).rejects.toThrow('ENOSPC')
    await expect(Note.objects.delete({ text: 'first' })).rejects.toThrow('ENOSPC')
    expect(await texts()).toEqual(['first', 'second'])
    expect(await Note.objects.find({ text: 'changed' })).toBeUndefined()
    expect(await Note.objects.find({ text: 'first' })).toMatchObject({ id: 1 })
  })

  it('a reader gets the stored data, not the error', async () => {
    await create('first')
    disk.fails = true
    disk.pause = 10
    const failing = create('second').catch((error) => error.message)
    await setTimeout(2)
    expect(await texts()).toEqual(['first'])
    expect(await failing).toBe('ENOSPC')
  })

  it('a change that exceeds the limit is refused with 507, and one that makes room is not', async () => {
    await create('first')
    disk.room = 10
    await expect(create('second')).rejects.toMatchObject({ statusCode: 507 })
    expect(await texts()).toEqual(['first'])
    expect(await Note.objects.delete({ text: 'first' })).toBe(1)
  })
})

it('folds as a writer, so that all written data is stored and nothing is incomplete', async () => {
  await create('first')
  disk.isFoldDue = true
  disk.pause = 10
  await Promise.all(['second', 'third', 'fourth'].map(create))
  expect(disk.folds).toBeGreaterThan(1)
  expect(await texts()).toEqual(['first', 'second', 'third', 'fourth'])
})

it('stores waiting changes before it closes, and refuses later ones', async () => {
  disk.pause = 20
  const waiting = Promise.all(['first', 'second'].map(create))
  await backend.close()
  expect(disk.stored).toEqual(['first', 'second'])
  await waiting
  await expect(create('third')).rejects.toThrow('closed')
})

it('closes even if the disk fails', async () => {
  disk.pause = 20
  disk.fails = true
  const waiting = create('first').catch(() => 'refused')
  await backend.close()
  expect(await waiting).toBe('refused')
})
