import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SOLUTIONS } from '../../paths.ts'
import { treeWithApp } from './make-tree.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

/** A server without any logic. */
export interface TrivialServer {
  name: string
  status: number
  /** The body of its responses. By default, the body of the request. */
  body?: object
}

export const trivialServers: TrivialServer[] = [
  { name: 'always answers 200 with an empty object', status: 200, body: {} },
  {
    name: 'always answers 401',
    status: 401,
    body: { detail: 'Authentication credentials were not provided.' },
  },
  {
    name: 'always answers 403',
    status: 403,
    body: { detail: 'You do not have permission to perform this action.' },
  },
  { name: 'answers with what it was sent', status: 200 },
]

/** Runs the suites on each server. It sends the same response to hooks as to other requests. */
export async function proveTrivialServers(steps: string[]): Promise<Map<string, Outcome[]>> {
  const served = await Promise.all(trivialServers.map(serve))
  try {
    return byName(await proveAll(served.map(({ url }) => ({ steps, tree: SOLUTIONS, url }))))
  } finally {
    for (const { close } of served) close()
  }
}

/**
 * Runs the suites on the same servers as apps of a tree, with the real token model and the real
 * hooks.
 */
export async function proveTrivialApps(steps: string[]): Promise<Map<string, Outcome[]>> {
  return byName(
    await proveAll(
      trivialServers.map((server, place) => ({
        steps,
        tree: treeWithApp(`trivial-${place}`, app(server)),
      })),
    ),
  )
}

/** The part of the checks that the server fails, from 0 to 1. */
export function failedPart({ checks, failures }: Outcome): number {
  return Object.keys(failures).length / checks.length
}

function byName(outcomes: Outcome[][]): Map<string, Outcome[]> {
  return new Map(trivialServers.map(({ name }, place) => [name, outcomes[place] ?? []]))
}

async function serve({ status, body }: TrivialServer) {
  const server = createServer(async (request, response) => {
    const sent = await text(request)
    response.writeHead(status, headersOf(status)).end(body ? JSON.stringify(body) : sent || '{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

function app({ status, body }: TrivialServer): string {
  return `import express from 'express'
import './01-token-model/models.ts'

export function createApp() {
  return express().use(express.json({ strict: false }), (request, response) => {
    const body = ${JSON.stringify(body)} ?? request.body ?? {}
    response.status(${status}).set(${JSON.stringify(headersOf(status))}).json(body)
  })
}
`
}

function headersOf(status: number): Record<string, string> {
  const json = { 'Content-Type': 'application/json' }
  return status === 401 ? { ...json, 'WWW-Authenticate': 'Token' } : json
}
