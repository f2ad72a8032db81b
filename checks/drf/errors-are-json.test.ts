import net from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, vi } from 'vitest'
import { appShell } from '#shared/http/app-shell.ts'
import { gotRequestException } from '#shared/http/got-request-exception.ts'
import { apiView } from '#subject/04-default-permission/views.ts'
import { createApp } from '#subject/app.ts'
import { ask } from './ask.ts'
import { serveApp } from './serve-app.ts'
import { targetUrl } from './served-target.ts'

const SECRET = 'hunter2-in-the-body'

describe('an error is sent as JSON and reveals nothing about the server', () => {
  it.each(['/nope/', '/api/', '/api/nope/', '/api/tasks/1/2/', '/%ff/', '/api/%zz/'])(
    'answers 404 to %s',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
        const answer = await ask(targetUrl, method, path)
        expect(answer).toMatchObject({ status: 404, data: { detail: 'Not found.' } })
        expect(answer.headers['content-type']).toBe('application/json')
      }
    },
  )

  it.each([undefined, 'development', 'production', 'test'])(
    'answers 500 without a stack when NODE_ENV is %s',
    async (environment) => {
      const before = process.env.NODE_ENV
      if (environment === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = environment
      try {
        const url = await serveApp(brokenApp())
        const answer = await ask(url, 'POST', '/broken/', { json: { password: SECRET } })
        expect(answer.status).toBe(500)
        expect(answer.text).toBe('{"detail":"A server error occurred."}')
        expect(answer.headers['content-type']).toBe('application/json')
      } finally {
        if (before === undefined) delete process.env.NODE_ENV
        else process.env.NODE_ENV = before
      }
    },
  )

  it('answers 500 in JSON even if a receiver of the error fails', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue()
    let told = 0
    gotRequestException.connect('request', () => {
      told += 1
      if (told === 1) throw new Error('the log is full')
    })
    const answer = await ask(await serveApp(brokenApp()), 'GET', '/broken/')
    expect(told).toBe(1)
    expect(log).toHaveBeenCalledOnce()
    expect(answer).toMatchObject({ status: 500, data: { detail: 'A server error occurred.' } })
  })

  it('closes the connection when a response breaks off, and adds nothing to it', async () => {
    const url = await serveApp(brokenApp())
    await expect(ask(url, 'PUT', '/broken/')).rejects.toThrow()
  })

  it.each([
    ['no HTTP at all', 'GARBAGE\r\n\r\n', 400],
    [
      'a length that is not a number',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n',
      400,
    ],
    [
      'two headers for the length',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'a header that never ends',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
  ])('answers malformed HTTP: %s', async (_, bytes, status) => {
    const answer = await sendBytes(await serveApp(createApp()), bytes)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('\r\nContent-Type: application/json\r\n')
    expect(Object.keys(JSON.parse(answer.split('\r\n\r\n')[1] as string))).toEqual(['detail'])
  })

  it('does not name the software in any response', async () => {
    for (const path of ['/', '/api/me/', '/api/login/', '/api/demo/allow-any/']) {
      const { headers } = await ask(targetUrl, 'GET', path)
      expect(headers).not.toHaveProperty('x-powered-by')
      expect(headers).not.toHaveProperty('server')
    }
  })
})

function brokenApp() {
  return appShell({
    '/broken/': apiView({
      name: 'Broken',
      permissionClasses: [],
      get() {
        throw new Error('no such table: auth_user')
      },
      async post(request) {
        const data = await request.data()
        throw new Error(`cannot save ${JSON.stringify(data)}`)
      },
      put(_request, response) {
        response.writeHead(200, { 'Content-Length': '100' }).write('half of it')
        throw new Error('the rest is lost')
      },
    }),
  })
}

async function sendBytes(url: string, bytes: string): Promise<string> {
  const socket = net.connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(bytes, 'latin1')
  return text(socket)
}
