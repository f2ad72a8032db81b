import { expect, it } from 'vitest'
import { User } from '../auth/user.ts'
import { OperationalError } from './backends/errors.ts'
import {
  AutoField,
  BooleanField,
  CharField,
  DateTimeField,
  ForeignKey,
  OneToOneField,
} from './fields.ts'
import { indexesOf, Model, type ModelFields, schemaOf } from './model.ts'

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

class Stamped extends Model {
  static override readonly table = 'stamped'
  static override readonly indexes = [['member']]
  static makeKey = () => 'key'

  static override fields(): ModelFields {
    // biome-ignore lint/complexity/noThisInStatic: some learners write it.
    return { key: new CharField({ default: this.makeKey }), member: new OneToOneField(User) }
  }
}

it('lets the fields of a model use its own methods', () => {
  expect(indexesOf(Stamped)).toEqual([['memberId']])
})

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

it.each([CharField, BooleanField, DateTimeField])(
  'refuses a default that is not a function, for every kind of field',
  (Field) => {
    for (const value of ['a key', 0, false, null, new Date(), {}]) {
      const options = { default: value as never }
      expect(() => new (Field as typeof CharField)(options)).toThrow(
        `The default of a ${Field.name} is not a function: write \`default: () =>`,
      )
    }
    expect(() => new (Field as typeof CharField)({ default: undefined })).not.toThrow()
  },
)

it.each([ForeignKey, OneToOneField])(
  'refuses a reference to a value that is not a model',
  (Field) => {
    for (const to of ['User', undefined, null, { to: User }, 'auth_user', () => User]) {
      expect(() => new Field(to as never)).toThrow(
        `A ${Field.name} refers to a model: write \`new ${Field.name}(User)\``,
      )
    }
  },
)

it('refuses a field that was not made with new', () => {
  class Card extends Model {
    static override readonly table = 'card'
    static override fields = () => ({ key: CharField as never })
  }
  expect(() => schemaOf(Card)).toThrow(
    'The field key of card is not a field: write `new CharField()`',
  )
})
