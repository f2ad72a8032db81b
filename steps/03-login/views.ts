import { ValidationError } from '#shared/exceptions.ts'
import type { Handler } from '#shared/http/dispatch.ts'
import { CharField } from '#shared/serializers/fields.ts'
import { validate } from '#shared/serializers/serializer.ts'
import { todo } from '#shared/todo.ts'
import { Token } from '../01-token-model/models.ts'
import { authenticate } from './backends.ts'

const fields = {
  username: new CharField(),
  password: new CharField({ trimWhitespace: false }),
}

const REFUSED = { non_field_errors: ['Unable to log in with provided credentials.'] }

/** Login: exchanges a username and a password for the user's token. */
export const obtainAuthToken: Handler = async (request, response) => {
  todo('respond with the token of the user who logs in, or refuse with 400')
}
