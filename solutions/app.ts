import type { Express } from 'express'
import { demo } from '#shared/core/demo.ts'
import { me } from '#shared/core/me.ts'
import { register } from '#shared/core/register.ts'
import { appShell } from '#shared/http/app-shell.ts'
// Imported for its table, which must exist before the rest uses tokens.
import './01-token-model/models.ts'
import { ready } from './02-auto-token/signals.ts'
import { obtainAuthToken } from './03-login/views.ts'
import { IsAuthenticated } from './04-default-permission/permissions.ts'
import { apiView } from './04-default-permission/views.ts'
import { demoViews } from './05-view-permissions/views.ts'
import { IsOwner } from './06-is-owner/permissions.ts'
import { taskDetail, taskList } from './06-is-owner/views.ts'
import { logout } from './07-logout/views.ts'
import { taskDetail as ownTask } from './08-filtering/views.ts'
import { taskFeed, taskPages, taskWindow } from './09-pagination/views.ts'
import { TokenAuthentication } from './10-hashed-tokens/authentication.ts'
import * as tokens from './10-hashed-tokens/views.ts'
import {
  LoginUsernameThrottle,
  ScopedRateThrottle,
  UserRateThrottle,
} from './11-throttling/throttling.ts'
import { type Throttling, throttledView, UNSAFE_METHODS } from './11-throttling/views.ts'
import { SessionAuthentication } from './12-sessions/authentication.ts'
import { csrfProtect } from './12-sessions/csrf.ts'
import { csrf, IsAuthenticatedOrLogin, session } from './12-sessions/views.ts'

/** If a request has both, the token counts. An anonymous request gets 401. */
const TOKEN_FIRST = [TokenAuthentication, SessionAuthentication]
/** If a request has both, the session counts. An anonymous request gets 403. */
const SESSION_FIRST = [SessionAuthentication, TokenAuthentication]

const LOGIN: Throttling = {
  throttleClasses: [ScopedRateThrottle, LoginUsernameThrottle],
  throttleScope: 'login',
}
/** Has the same scope as LOGIN, so the two are counted together. */
const SESSION_LOGIN: Throttling = { ...LOGIN, throttledMethods: ['POST'] }
const WRITES: Throttling = {
  throttleClasses: [UserRateThrottle],
  throttledMethods: UNSAFE_METHODS,
}

/** The API: every route and its policy. Without `permissionClasses`, a view uses the default. */
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
    '/api/tasks/': apiView({ ...taskList, permissionClasses: [IsAuthenticated, IsOwner] }),
    '/api/tasks/:id/': apiView({ ...taskDetail, permissionClasses: [IsAuthenticated, IsOwner] }),
    '/api/demo/allow-any/': demoViews.allowAny,
    '/api/demo/authenticated/': demoViews.authenticated,
    '/api/demo/admin/': demoViews.admin,
    '/api/demo/read-only/': demoViews.readOnly,
    '/api/v2/login/': throttledView(LOGIN, {
      name: 'Login',
      authenticationClasses: [TokenAuthentication],
      permissionClasses: [],
      post: tokens.login,
    }),
    '/api/v2/logout/': apiView({
      name: 'Logout',
      authenticationClasses: [TokenAuthentication],
      post: tokens.logout,
    }),
    '/api/v2/logoutall/': apiView({
      name: 'Logout All',
      authenticationClasses: [TokenAuthentication],
      post: tokens.logoutAll,
    }),
    '/api/v2/me/': apiView({ name: 'Me', authenticationClasses: TOKEN_FIRST, get: me }),
    '/api/v2/tasks/': throttledView(WRITES, {
      ...taskPages,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [IsAuthenticated, IsOwner],
    }),
    '/api/v2/tasks/feed/': apiView({ ...taskFeed, authenticationClasses: TOKEN_FIRST }),
    '/api/v2/tasks/window/': apiView({ ...taskWindow, authenticationClasses: TOKEN_FIRST }),
    '/api/v2/tasks/:id/': throttledView(WRITES, {
      ...ownTask,
      authenticationClasses: TOKEN_FIRST,
      permissionClasses: [IsAuthenticated, IsOwner],
    }),
    '/api/v2/csrf/': apiView({ ...csrf, authenticationClasses: [], permissionClasses: [] }),
    '/api/v2/session/': [
      csrfProtect,
      ...throttledView(SESSION_LOGIN, {
        ...session,
        authenticationClasses: [SessionAuthentication],
        permissionClasses: [IsAuthenticatedOrLogin],
      }),
    ],
    '/api/v2/demo/token-first/': apiView({
      ...demo,
      name: 'Token First',
      authenticationClasses: TOKEN_FIRST,
    }),
    '/api/v2/demo/session-first/': apiView({
      ...demo,
      name: 'Session First',
      authenticationClasses: SESSION_FIRST,
    }),
  })
}
