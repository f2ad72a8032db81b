import type { Migration } from '#shared/db/migrate.ts'
import { shownPath } from '../paths.ts'
import { projectFrames } from './log-request-exception.ts'

/** The lines to print after migrating. */
export function migrationLines({ created, undeclared }: Migration): string[] {
  const made = created.length > 0 ? `created the tables ${created.join(', ')}` : 'nothing to do'
  const missing = undeclared.map(
    ({ table, todo }) => `${table} does not exist yet: ${todo.message} (${projectFrames(todo)[0]})`,
  )
  return [`Migration: ${made}.`, ...missing]
}

/** The lines that the API prints at its start: its address, its data, and three requests to try. */
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

/** Forms instead of JSON, because all shells treat their quotes in the same way. */
function curlLines(url: string, username: string): string[] {
  const form = `-d "username=${username}&password=wonderland"`
  const login = `curl ${form} ${url}/api/login/`
  // cmd.exe cannot run a command inside a command, so the key is pasted by hand.
  const key = process.platform === 'win32' ? 'PASTE-THE-KEY' : `$(${login} -s | cut -d'"' -f4)`
  return [
    `curl ${form} ${url}/api/register/`,
    login,
    `curl -H "Authorization: Token ${key}" ${url}/api/tasks/`,
  ]
}
