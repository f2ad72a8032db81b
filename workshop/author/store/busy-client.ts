import { randomUUID } from 'node:crypto'
import type { History } from './history.ts'

/**
 * Sends requests to the API without pause until it no longer responds, and records the responses.
 */
export async function busyClient(url: string, history: History): Promise<void> {
  try {
    for (;;) await useOnce(url, history)
  } catch (error) {
    // The server has ended, so the outcome of the last request is open. Any other error is a
    // failure.
    if (!(error instanceof TypeError)) throw error
  }
}

async function useOnce(url: string, history: History): Promise<void> {
  const username = randomUUID()
  const credentials = { username, password: username }
  await history.note('user', { [username]: 'there' }, () =>
    history.note('token', { [username]: 'there' }, () =>
      ask('POST', `${url}/api/register/`, 201, undefined, credentials),
    ),
  )
  const { token } = await ask('POST', `${url}/api/login/`, 200, undefined, credentials)
  const first = randomUUID()
  const { id } = await history.note('task', { [first]: 'there' }, () =>
    ask('POST', `${url}/api/tasks/`, 201, token, { title: first }),
  )
  const second = randomUUID()
  await history.note('task', { [first]: 'gone', [second]: 'there' }, () =>
    ask('PATCH', `${url}/api/tasks/${id}/`, 200, token, { title: second }),
  )
  if (Math.random() < 0.5) {
    await history.note('task', { [second]: 'gone' }, () =>
      ask('DELETE', `${url}/api/tasks/${id}/`, 204, token),
    )
  }
  if (Math.random() < 0.5) {
    await history.note('token', { [username]: 'gone' }, () =>
      ask('POST', `${url}/api/logout/`, 204, token),
    )
  }
}

async function ask(method: string, url: string, expected: number, token?: string, json?: object) {
  const headers: Record<string, string> = { 'Content-Type': 'application/json' }
  if (token) headers.Authorization = `Token ${token}`
  const response = await fetch(url, { method, headers, body: json && JSON.stringify(json) })
  const text = await response.text()
  if (response.status !== expected) throw new Error(`${method} ${url}: ${response.status} ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
