import type { Express } from 'express'
import { me } from '#shared/core/me.ts'
import { register } from '#shared/core/register.ts'
import { appShell } from '#shared/http/app-shell.ts'
// Loaded for its table, which is needed before anything in here uses a token.
import './01-token-model/token.ts'
import { ready } from './02-auto-token/ready.ts'
import { obtainAuthToken } from './03-login/obtain-auth-token.ts'
import { apiView } from './04-default-permission/api-view.ts'
import { demoViews } from './05-view-permissions/demo-views.ts'
import { taskDetail } from './06-is-owner/task-detail.ts'
import { taskList } from './06-is-owner/task-list.ts'
import { logout } from './07-logout/logout.ts'

/** The API: every route, and who may use it. */
export function createApp(): Express {
  ready()
  return appShell({
    '/api/register/': apiView({ name: 'Register', permissionClasses: [], post: register }),
    '/api/login/': apiView({
      name: 'Obtain Auth Token',
      permissionClasses: [],
      post: obtainAuthToken,
    }),
    '/api/logout/': apiView({ name: 'Logout', post: logout }),
    '/api/me/': apiView({ name: 'Me', get: me }),
    '/api/tasks/': taskList,
    '/api/tasks/:id/': taskDetail,
    '/api/demo/allow-any/': demoViews.allowAny,
    '/api/demo/authenticated/': demoViews.authenticated,
    '/api/demo/admin/': demoViews.admin,
    '/api/demo/read-only/': demoViews.readOnly,
  })
}
