import { makePassword } from '#shared/auth/hashers.ts'
import { User } from '#shared/auth/user.ts'
import { count } from './count.ts'
import { hashOnce } from './hash-once.ts'
import { findUser, type Hook } from './hook.ts'
import { tokenIfAny } from './token-hooks.ts'

/** The operations about users. */
export const userHooks: Record<string, Hook> = {
  async create_user({ user: username = '', password = '', how, user }) {
    const isStaff = how === 'create_superuser'
    const values = { username, isStaff, password: await hashOnce(password) }
    if (how === 'bulk_create') await User.objects.bulkCreate([values])
    else await User.objects.create(values)
    return tokenIfAny({ op: 'token', user })
  },

  async create_inactive_user({ user: username = '', password = '', user }) {
    const values = { username, isActive: false, password: await hashOnce(password) }
    await User.objects.create(values)
    return tokenIfAny({ op: 'token', user })
  },

  async save_user(request) {
    await User.objects.save(await findUser(request.user), { email: 'changed@example.com' })
    return tokenIfAny(request)
  },

  async set_active({ user, value }) {
    await User.objects.update({ username: user ?? '' }, { isActive: value === true })
    return { ok: true }
  },

  async set_staff({ user, value }) {
    await User.objects.update({ username: user ?? '' }, { isStaff: value === true })
    return { ok: true }
  },

  async set_password(request) {
    const password = await makePassword(request.password ?? '')
    await User.objects.save(await findUser(request.user), { password })
    return tokenIfAny(request)
  },

  async delete_user({ user }) {
    await User.objects.delete(await findUser(user))
    return count()
  },
}
