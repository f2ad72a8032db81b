import { User } from '../auth/user.ts'
import { AutoField, BooleanField, CharField, DateTimeField, ForeignKey } from '../db/fields.ts'
import { Manager } from '../db/manager.ts'
import { Model, type ModelFields } from '../db/model.ts'

/** A task of its owner. */
export class Task extends Model {
  static override readonly table = 'core_task'
  static readonly objects = new Manager(Task)

  declare readonly id: number
  declare readonly title: string
  declare readonly description: string
  declare readonly completed: boolean
  declare readonly ownerId: number
  declare readonly createdAt: string

  static override readonly indexes = [
    ['owner', 'createdAt', 'id'],
    ['owner', 'title', 'id'],
    ['owner', 'id'],
  ]

  static override fields(): ModelFields {
    return {
      id: new AutoField(),
      title: new CharField(),
      description: new CharField({ default: () => '' }),
      completed: new BooleanField({ default: () => false }),
      owner: new ForeignKey(User),
      createdAt: new DateTimeField({ autoNowAdd: true }),
    }
  }
}
