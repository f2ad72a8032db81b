import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectDatabase } from '../apps.ts'
import {
  AutoField,
  BooleanField,
  CharField,
  DateTimeField,
  ForeignKey,
  OneToOneField,
} from '../fields.ts'
import { Manager } from '../manager.ts'
import { migrate } from '../migrate.ts'
import { Model, type ModelFields } from '../model.ts'
import { QuerySet } from '../query-set.ts'
import type { Backend } from './backend.ts'
import { MemoryBackend } from './memory/memory-backend.ts'
import { openUrl } from './postgresql/open-url.ts'

class Member extends Model {
  static override readonly table = 'test_member'
  static readonly objects = new Manager(Member)
  declare readonly id: number
  declare readonly name: string
  declare readonly isActive: boolean
  declare readonly joinedAt: string
  declare readonly leftAt: string | null

  static override fields(): ModelFields {
    return {
      id: new AutoField(),
      name: new CharField({ unique: true }),
      isActive: new BooleanField({ default: () => true }),
      joinedAt: new DateTimeField({ autoNowAdd: true }),
      leftAt: new DateTimeField({ null: true }),
    }
  }
}

class Badge extends Model {
  static override readonly table = 'test_badge'
  static readonly objects = new Manager(Badge)
  declare readonly code: string
  declare readonly memberId: number

  static override fields(): ModelFields {
    return { code: new CharField({ primaryKey: true }), member: new OneToOneField(Member) }
  }
}

class Visit extends Model {
  static override readonly table = 'test_visit'
  static readonly objects = new Manager(Visit)
  declare readonly id: number
  declare readonly memberId: number

  static override fields(): ModelFields {
    return { id: new AutoField(), member: new ForeignKey(Member) }
  }
}

/** Named as its reference, which can be null, and which refers to the table itself. */
class Parent extends Model {
  static override readonly table = 'parent'
  static readonly objects: Manager<Parent> = new Manager(Parent)
  declare readonly id: number
  declare readonly parentId: number | null
  declare readonly memberId: number
  declare readonly parent?: Parent | null
  declare readonly member?: Member

  static override fields(): ModelFields {
    return {
      id: new AutoField(),
      parent: new ForeignKey(Parent, { null: true }),
      member: new ForeignKey(Member),
    }
  }
}

const TIME_LIMIT = 2000
/** A database that these tests can change as they like. Each backend is tested on it. */
const url = process.env.TEST_DATABASE_URL
const BACKENDS: [string, () => Promise<Backend>][] = [
  ['in memory', async () => new MemoryBackend(new Map(), undefined, TIME_LIMIT)],
]
if (url) BACKENDS.push(['postgresql', async () => openUrl(url, TIME_LIMIT)])

const names = async () => (await Member.objects.all()).map(({ name }) => name)
const join = (name: string) => Member.objects.create({ name })

describe.each(BACKENDS)('%s', (_, open) => {
  let backend: Backend

  beforeAll(async () => {
    backend = await open()
    connectDatabase(backend)
    await migrate()
  })

  beforeEach(async () => {
    connectDatabase(backend)
    for (const { id } of await Member.objects.all()) await Member.objects.delete({ id })
  })

  afterAll(() => backend.close())

  it('returns values of every kind as they were stored', async () => {
    const leftAt = '2026-01-31T12:00:00.123000Z'
    const joinedAt = '1999-12-31T23:59:59Z'
    const { id } = await Member.objects.create({
      name: 'é🙂\n"\'\\',
      isActive: false,
      joinedAt,
      leftAt,
    })
    const found = await Member.objects.find({ id })
    expect(found).toEqual({ id, name: 'é🙂\n"\'\\', isActive: false, joinedAt, leftAt })
    expect(Object.isFrozen(found)).toBe(true)
    expect(await Member.objects.create({ name: 'b' })).toMatchObject({
      isActive: true,
      leftAt: null,
    })
    expect(await Member.objects.filter({ leftAt: null })).toHaveLength(1)
    expect(await Member.objects.filter({ leftAt })).toHaveLength(1)
  })

  it('finds rows by several values, in the order of creation, also after a change', async () => {
    const [first] = await Member.objects.bulkCreate(['a', 'b', 'c'].map((name) => ({ name })))
    await Member.objects.update({ name: 'b' }, { isActive: false })
    await Member.objects.save(first as Member, { name: 'z' })
    expect(await names()).toEqual(['z', 'b', 'c'])
    expect(await Member.objects.filter({ isActive: true, name: 'c' })).toHaveLength(1)
    expect(await Member.objects.filter({ isActive: false, name: 'c' })).toEqual([])
    expect(await Member.objects.count()).toBe(3)
  })

  it('reads rows together with the rows that they refer to', async () => {
    const [alice, bob] = [await join('alice'), await join('bob')]
    const top = await Parent.objects.create({ member: alice })
    const inner = await Parent.objects.create({ member: bob, parent: top })
    const whole = Parent.objects.selectRelated('parent', 'member')
    expect(await whole.all()).toEqual([
      { ...top, parent: null, member: alice },
      { ...inner, parent: top, member: bob },
    ])
    const found = await whole.find({ id: inner.id, member: bob })
    expect(found?.parent).toBeInstanceOf(Parent)
    expect(Object.isFrozen(found?.member)).toBe(true)
    expect(await whole.find({ id: inner.id, member: alice })).toBeUndefined()
    expect(await Parent.objects.find({ id: inner.id })).toEqual(inner)
    await backend.atomic(async () => {
      await Member.objects.save(alice, { name: 'alicia' })
      expect((await whole.find({ parentId: null }))?.member?.name).toBe('alicia')
    })
    await Member.objects.delete(alice)
    expect(await whole.all()).toEqual([])
  })

  it.for(['memberId', 'id', 'stranger', '__proto__'])('joins no %s', async (name) => {
    await expect(Parent.objects.selectRelated(name).all()).rejects.toThrow(
      `parent has no reference ${name}`,
    )
  })

  it.for([
    ['a number that cannot be an id', { id: 1e20 }],
    ['a fraction', { id: 1.5 }],
    ['no number', { id: Number.NaN }],
    ['NUL', { name: 'a\0' }],
    ['half a character', { name: '\ud800' }],
    ['another kind', { name: 7 as never }],
    ['text of megabytes', { name: 'x'.repeat(3_000_000) }],
  ] as const)('finds no row by %s, without an error', async ([, where]) => {
    await join('a')
    expect(await Member.objects.find(where)).toBeUndefined()
    expect(await Member.objects.update(where, { isActive: false })).toBe(0)
    expect(await Member.objects.delete(where)).toBe(0)
  })

  describe('a query set', () => {
    const all = new QuerySet(Member.objects)
    const found = async (rows: QuerySet<Member>) => (await rows.all()).map(({ name }) => name)
    const dated = (name: string, joinedAt: string, isActive = true) => ({
      name,
      joinedAt,
      isActive,
    })

    it('filters by equality, by bounds, and by parts of texts', async () => {
      await Member.objects.bulkCreate([
        dated('Anna', '2026-01-01T00:00:00Z'),
        dated('Bob', '2026-01-01T00:00:00.500000Z', false),
        dated('anton', '2026-01-01T00:00:01Z'),
      ])
      const half = '2026-01-01T00:00:00.500000Z'
      expect(await found(all.filter({ isActive: false }))).toEqual(['Bob'])
      expect(await found(all.filter({ joinedAt__gte: half }))).toEqual(['Bob', 'anton'])
      expect(await found(all.filter({ joinedAt__gt: half }))).toEqual(['anton'])
      expect(await found(all.filter({ joinedAt__lte: half }))).toEqual(['Anna', 'Bob'])
      expect(await found(all.filter({ joinedAt__lt: half }))).toEqual(['Anna'])
      expect(await found(all.filter({ name__icontains: 'AN' }))).toEqual(['Anna', 'anton'])
      expect(await found(all.filter({ name__icontains: 'an', isActive: false }))).toEqual([])
      const either = all.filterAny({ name__icontains: 'bo', joinedAt__gt: half })
      expect(await found(either)).toEqual(['Bob', 'anton'])
      expect(await found(either.filter({ isActive: true }))).toEqual(['anton'])
      expect(await either.count()).toBe(2)
      expect(await all.filterAny({}).count()).toBe(0)
      expect(await found(all.filter({ isActive: true }).filter({ isActive: false }))).toEqual([])
    })

    it.for([
      ['%', ['100%_\\']],
      ['_', ['100%_\\']],
      ['\\', ['100%_\\']],
      ['.*', []],
      ['ä', ['kälte']],
      ['Ä', ['Ärger']],
      ['É', []],
      ['🔑', ['x🔑y']],
      ['\0', []],
      ['İ', ['İ']],
      ['i', []],
    ] as [string, string[]][])('searches for %j as plain text', async ([part, expected]) => {
      const names = ['100%_\\', 'kälte', 'Ärger', 'x🔑y', 'İ']
      await Member.objects.bulkCreate(names.map((name) => ({ name })))
      expect(await found(all.filter({ name__icontains: part }))).toEqual(expected)
    })

    it('orders texts by code point, moments by time, and equal rows by the primary key', async () => {
      const names = ['b', 'a', 'B', '\u{1f511}', '\uffee', 'ä', '_', 'ab', '']
      await Member.objects.bulkCreate(names.map((name) => dated(name, '2026-01-01T00:00:00Z')))
      expect(await found(all.orderBy('name'))).toEqual([
        ...['', 'B', '_', 'a', 'ab', 'b', 'ä', '\uffee', '\u{1f511}'],
      ])
      expect(await found(all.orderBy('-name', 'name'))).toEqual(
        (await found(all.orderBy('name'))).toReversed(),
      )
      expect(await found(all.orderBy('-joinedAt'))).toEqual(names)
      expect(await found(all.orderBy('-joinedAt', '-id'))).toEqual(names.toReversed())
      await Member.objects.update({ name: 'b' }, { joinedAt: '2026-01-01T00:00:00.000001Z' })
      expect((await found(all.orderBy('-joinedAt')))[0]).toBe('b')
      await Member.objects.update({ name: 'a' }, { leftAt: '2026-01-01T00:00:00Z' })
      expect((await found(all.orderBy('leftAt')))[0]).toBe('a')
    })

    it('returns a slice, which can be empty', async () => {
      await Member.objects.bulkCreate(['a', 'b', 'c'].map((name) => ({ name })))
      const part = async (start: number, end: number) =>
        (await all.orderBy('name').slice(start, end)).map(({ name }) => name)
      expect(await part(1, 3)).toEqual(['b', 'c'])
      expect(await part(2, 100)).toEqual(['c'])
      expect(await part(3, 5)).toEqual([])
      expect(await part(2, 2)).toEqual([])
      expect(await part(1e300, 1e301)).toEqual([])
      expect(await part(2 ** 52, 2 ** 52 + 1)).toEqual([])
      expect(await all.orderBy('-name').first()).toMatchObject({ name: 'c' })
      expect(await all.filter({ name: 'x' }).first()).toBeUndefined()
    })

    it('refuses unknown lookups and fields', () => {
      for (const lookup of ['name__regex', 'name__constructor', 'member__name']) {
        expect(() => all.filter({ [lookup]: 'a' })).toThrow(TypeError)
      }
      expect(() => all.orderBy('password')).toThrow('no field password')
    })
  })

  it('creates an index once, also if two calls request it', async () => {
    const columns = ['isActive', 'name', 'joinedAt']
    await Promise.all([1, 2].map(() => backend.createIndex('test_member', columns)))
    await backend.createIndex('test_member', columns)
    await join('a')
    expect(await names()).toEqual(['a'])
  })

  it('refuses a field that the model does not have', async () => {
    await expect(Member.objects.find({ nmae: 'a' } as never)).rejects.toThrow('no field nmae')
    await expect(Member.objects.find({ constructor: 'a' } as never)).rejects.toThrow('no field')
  })

  it('keeps unique values unique when rows are added or changed', async () => {
    const a = await join('a')
    const b = await join('b')
    await expect(join('a')).rejects.toMatchObject({ name: 'IntegrityError' })
    await expect(Member.objects.save(b, { name: 'a' })).rejects.toMatchObject({
      name: 'IntegrityError',
    })
    await expect(Member.objects.update({}, { name: 'c' })).rejects.toMatchObject({
      name: 'IntegrityError',
    })
    await Badge.objects.create({ code: '1', member: a })
    await expect(Badge.objects.create({ code: '2', member: a })).rejects.toMatchObject({
      name: 'IntegrityError',
    })
    expect(await names()).toEqual(['a', 'b'])
  })

  it('refuses a reference to a missing row when rows are added or changed', async () => {
    const a = await join('a')
    const gone = await join('gone')
    await Member.objects.delete(gone)
    const visit = await Visit.objects.create({ member: a })
    const refused = await Promise.allSettled([
      Visit.objects.create({ member: gone }),
      Visit.objects.bulkCreate([{ member: a }, { member: gone }]),
      Visit.objects.save(visit, { member: gone }),
      Badge.objects.create({ code: '1', memberId: gone.id }),
    ])
    for (const each of refused) expect(each).toMatchObject({ reason: { name: 'IntegrityError' } })
    expect(await Visit.objects.all()).toEqual([visit])
  })

  it('deletes a row with all rows that refer to it, and counts only the row itself', async () => {
    const a = await join('a')
    const b = await join('b')
    await Visit.objects.bulkCreate([{ member: a }, { member: b }, { member: a }])
    await Badge.objects.create({ code: '1', member: a })
    expect(await Member.objects.delete(a)).toBe(1)
    expect(await Visit.objects.all()).toMatchObject([{ memberId: b.id }])
    expect(await Badge.objects.count()).toBe(0)
  })

  it('changes the primary key of a row, unless other rows refer to it', async () => {
    const a = await join('a')
    await Badge.objects.create({ code: 'old', member: a })
    expect(await Badge.objects.update({ member: a }, { code: 'new' })).toBe(1)
    expect(await Badge.objects.all()).toMatchObject([{ code: 'new' }])
    expect(await Badge.objects.find({ code: 'old' })).toBeUndefined()
    await expect(Member.objects.update({ name: 'a' }, { id: a.id + 1000 })).rejects.toMatchObject({
      name: 'IntegrityError',
    })
    expect(await Member.objects.find({ id: a.id })).toMatchObject({ name: 'a' })
  })

  it('never uses an id twice, and continues after ids that were set explicitly', async () => {
    const a = await join('a')
    await Member.objects.delete(a)
    const b = await join('b')
    expect(b.id).toBeGreaterThan(a.id)
    await Member.objects.bulkCreate([{ id: b.id + 50, name: 'c' }])
    await Member.objects.delete({ name: 'c' })
    expect((await join('d')).id).toBe(b.id + 51)
  })

  it('refuses to save a row that was deleted', async () => {
    const a = await join('a')
    await Member.objects.delete(a)
    await expect(Member.objects.save(a, { name: 'b' })).rejects.toThrow('the row no longer exists')
  })

  it('creates one row when many requests create it at the same time', async () => {
    const member = await join('a')
    const ask = () => Visit.objects.getOrCreate({ member })
    await ask()
    const badges = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        Badge.objects.create({ code: `${n}`, member }).then(
          () => 'made',
          (error) => error.name,
        ),
      ),
    )
    expect(badges.toSorted()).toEqual([...Array(19).fill('IntegrityError'), 'made'])
    const joined = await Promise.all(
      Array.from({ length: 20 }, () => Member.objects.getOrCreate({ name: 'same' })),
    )
    expect(joined.filter(([, created]) => created)).toHaveLength(1)
    expect(new Set(joined.map(([{ id }]) => id)).size).toBe(1)
  })

  describe('atomic', () => {
    it('stores all or nothing, and no other reader sees a part of it', async () => {
      const work = backend.atomic(async () => {
        await join('a')
        await setTimeout(20)
        await join('b')
        throw new Error('no')
      })
      work.catch(() => {})
      await setTimeout(10)
      const seen = await names()
      await expect(work).rejects.toThrow('no')
      expect(seen).toEqual([])
      expect(await names()).toEqual([])
    })

    it('continues after a part of it was refused', async () => {
      await join('a')
      await backend.atomic(async () => {
        await join('b')
        await expect(join('a')).rejects.toMatchObject({ name: 'IntegrityError' })
        await expect(backend.insert('test_member', [{}])).rejects.toMatchObject({
          name: 'IntegrityError',
        })
        expect(await names()).toEqual(['a', 'b'])
        await join('c')
      })
      expect(await names()).toEqual(['a', 'b', 'c'])
    })

    it.for([0, 1, 2, 3])(
      'rolls back only the failing one of several simultaneous savepoints: %i',
      async (which) => {
        const part = (name: string, fails: boolean) =>
          backend.atomic(async () => {
            await join(`${name}1`)
            await setTimeout(Math.random() * 10)
            await join(`${name}2`)
            if (fails) throw new Error(name)
          })
        await backend.atomic(async () => {
          await join('before')
          const parts = ['a', 'b', 'c', 'd'].map((name, at) => part(name, at === which))
          const single = join('single')
          const results = await Promise.allSettled([...parts, single])
          expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
        })
        const kept = ['a', 'b', 'c', 'd'].filter((_, at) => at !== which)
        const expected = ['before', 'single', ...kept.flatMap((name) => [`${name}1`, `${name}2`])]
        expect((await names()).sort()).toEqual(expected.sort())
      },
    )

    it('rolls back only the failing one of several nested savepoints', async () => {
      await backend.atomic(async () => {
        await backend
          .atomic(async () => {
            await join('a')
            await backend.atomic(() => join('b'))
            throw new Error('outer')
          })
          .catch(() => {})
        await backend.atomic(async () => {
          await join('c')
          await backend
            .atomic(async () => {
              await join('d')
              throw new Error('inner')
            })
            .catch(() => {})
        })
      })
      expect(await names()).toEqual(['c'])
    })

    it('waits for calls inside it that were not awaited', async () => {
      await backend.atomic(async () => {
        join('late')
      })
      expect(await names()).toEqual(['late'])
    })

    it('is rolled back if its work takes too long, and others continue', async () => {
      let late: Promise<unknown> = Promise.resolve()
      const stuck = backend.atomic(async () => {
        await join('stuck')
        late = setTimeout(TIME_LIMIT * 1.2)
          .then(() => join('late'))
          .catch((error) => error.name)
        await late
        return new Promise(() => {})
      })
      await expect(stuck).rejects.toThrow('took longer than 2 seconds')
      await join('other')
      expect(await late).toBe('OperationalError')
      expect(await names()).toEqual(['other'])
    })
  })

  it('lists its tables, and replaces an empty one', async () => {
    const schema = [
      { name: 'id', kind: 'integer', primaryKey: true, unique: true, auto: true },
    ] as const
    await backend.createTable('test_other', schema)
    expect((await backend.tables()).get('test_other')).toEqual(schema)
    const wider = [...schema, { name: 'isNew', kind: 'boolean' }] as const
    await backend.createTable('test_other', wider)
    expect((await backend.tables()).get('test_other')).toEqual(wider)
    const [row] = await backend.insert('test_other', [{ isNew: true }])
    await expect(backend.createTable('test_other', schema)).rejects.toThrow()
    await backend.delete('test_other', { id: row?.id })
    await expect(backend.select('test_nothing', {})).rejects.toMatchObject({
      name: 'OperationalError',
    })
  })
})
