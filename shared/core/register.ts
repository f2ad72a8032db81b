import { type NewUser, USERNAME_MAX_LENGTH, User } from '../auth/user.ts'
import { ValidationError } from '../exceptions.ts'
import type { Handler } from '../http/dispatch.ts'
import { CharField, EmailField } from '../serializers/fields.ts'
import { validate } from '../serializers/serializer.ts'
import { usernameValidator, type Validator } from '../serializers/validators.ts'

const TAKEN = ['A user with that username already exists.']

const uniqueUsername: Validator<string> = async (username) =>
  (await isTaken(username)) ? TAKEN : []

const fields = {
  username: new CharField({
    maxLength: USERNAME_MAX_LENGTH,
    validators: [usernameValidator, uniqueUsername],
  }),
  email: new EmailField({ required: false, allowBlank: true, maxLength: 254 }),
  password: new CharField({ maxLength: 128 }),
}

/** Creates an account: 201 with id, username and email, or 400. */
export const register: Handler = async (request, response) => {
  const { id, username, email } = await createUser(await validate(fields, await request.data()))
  response.status(201).json({ id, username, email })
}

async function isTaken(username: string): Promise<boolean> {
  return Boolean(await User.objects.find({ username: User.normalizeUsername(username) }))
}

async function createUser(values: NewUser): Promise<User> {
  try {
    return await User.objects.createUser(values)
  } catch (error) {
    // Another request can have taken the username while the password was hashed.
    if (!(await isTaken(values.username))) throw error
    throw new ValidationError({ username: TAKEN })
  }
}
