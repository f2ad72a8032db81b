import { expect, it } from 'vitest'
import { User } from '../auth/user.ts'
import { OperationalError } from './backends/errors.ts'
import { AutoField, CharField, ForeignKey, OneToOneField } from './fields.ts'
import { Model, type ModelFields, schemaOf } from './model.ts'

class Badge extends Model {
  static override readonly table = 'badge'

  static override fields(): ModelFields {
    return {
      id: new AutoField(),
      name: new CharField({ unique: true }),
      member: new OneToOneField(User),
      sponsor: new ForeignKey(User),
    }
  }
}

class Nameless extends Model {
  static override readonly table = 'nameless'

  static override fields(): ModelFields {
    return { name: new CharField() }
  }
}

it('names the columns, and the indexes by which rows are found', () => {
  expect(schemaOf(Badge)).toEqual([
    { name: 'id', kind: 'integer', primaryKey: true, unique: true, auto: true },
    { name: 'name', kind: 'text', unique: true },
    { name: 'memberId', kind: 'integer', unique: true, indexed: true, references: 'auth_user' },
    { name: 'sponsorId', kind: 'integer', indexed: true, references: 'auth_user' },
  ])
})

it('refuses a model without a primary key, and says what to do', () => {
  expect(() => schemaOf(Nameless)).toThrow(OperationalError)
  expect(() => schemaOf(Nameless)).toThrow('give one of its fields primaryKey: true')
})
