import type { Migration } from '#shared/db/migrate.ts'
import { shownPath } from '../paths.ts'
import { projectFrames } from './log-request-exception.ts'

/** What migrating did, in lines to print. */
export function migrationLines({ created, undeclared }: Migration): string[] {
  const made = created.length > 0 ? `made the tables ${created.join(', ')}` : 'nothing to do'
  const missing = undeclared.map(
    ({ table, todo }) => `${table} is not there yet: ${todo.message} (${projectFrames(todo)[0]})`,
  )
  return [`Migration: ${made}.`, ...missing]
}

/** What the API says when it answers: where, with which data, and three requests to try. */
export function greeting(tree: string, url: string, data: string, username: string): string {
  return `The API of ${tree} answers on ${url}
Data: ${shownData(data)}

Register, log in, list the tasks:
${curlLines(url, username)
  .map((line) => `  ${line}`)
  .join('\n')}

Stop with Ctrl-C.`
}

function shownData(data: string): string {
  const isElsewhere = data.includes('://') || shownPath(data).startsWith('..')
  return isElsewhere ? data : shownPath(data)
}

/** Forms, not JSON: their quotes mean the same to every shell. */
function curlLines(url: string, username: string): string[] {
  const form = `-d "username=${username}&password=analytical-engine"`
  const login = `curl ${form} ${url}/api/login/`
  // A command inside a command is beyond cmd.exe: there the key is pasted by hand.
  const key = process.platform === 'win32' ? 'PASTE-THE-KEY' : `$(${login} -s | cut -d'"' -f4)`
  return [
    `curl ${form} ${url}/api/register/`,
    login,
    `curl -H "Authorization: Token ${key}" ${url}/api/tasks/`,
  ]
}
