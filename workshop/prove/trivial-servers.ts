import { treeWithApp } from './lay-tree.ts'
import type { Outcome } from './prove-child.ts'
import { proveAll } from './prover.ts'

/** A server that knows nothing. */
export interface TrivialServer {
  name: string
  /** How it answers, as the body of an Express handler. */
  answer: string
}

export const trivialServers: TrivialServer[] = [
  {
    name: 'always answers 200 with an empty object',
    answer: 'response.status(200).json({})',
  },
  {
    name: 'always answers 401',
    answer: `response.status(401).set('WWW-Authenticate', 'Token')
      .json({ detail: 'Authentication credentials were not provided.' })`,
  },
  {
    name: 'always answers 403',
    answer:
      "response.status(403).json({ detail: 'You do not have permission to perform this action.' })",
  },
  {
    name: 'answers with what it was sent',
    answer: 'response.status(200).json(request.body ?? {})',
  },
]

/** Checks each of the servers, with the real token model and the real hooks beside it. */
export async function proveTrivialServers(steps: string[]): Promise<Map<string, Outcome[]>> {
  const outcomes = await proveAll(
    trivialServers.map(({ answer }, place) => ({
      steps,
      tree: treeWithApp(`trivial-${place}`, app(answer)),
    })),
  )
  return new Map(trivialServers.map(({ name }, place) => [name, outcomes[place] ?? []]))
}

/** What part of the checks the server fails, from 0 to 1. */
export function failedPart({ facts, failures }: Outcome): number {
  return Object.keys(failures).length / facts.length
}

function app(answer: string): string {
  return `import express from 'express'
import './01-token-model/token.ts'

export function createApp() {
  return express().use(express.json({ strict: false }), (request, response) => {
    ${answer}
  })
}
`
}
