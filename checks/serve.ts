import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createTreeServer } from './harness/tree-server.ts'

/**
 * Serves a tree on loopback, with the routes that checks need, until it is stopped:
 *
 *     npx tsx checks/serve.ts --subject solutions --port 8111
 */
const { values } = parseArgs({
  options: {
    subject: { type: 'string', default: 'solutions' },
    port: { type: 'string', default: '8111' },
  },
})

const file = path.resolve(values.subject, 'app.ts')
if (!existsSync(file)) {
  console.error(
    `There is no app.ts in ${path.resolve(values.subject)}. Name a folder that has one.`,
  )
  process.exit(1)
}
// As in `npm run api`: an error in one request must not end all others.
process.on('unhandledRejection', (error) => console.error(error))
const server = await createTreeServer(await import(pathToFileURL(file).href))
server.on('error', (error) => {
  console.error(`Cannot listen on port ${values.port}: ${error.message}. Name another with --port.`)
  process.exit(1)
})
server.listen(Number(values.port), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`${values.subject} with hooks on http://127.0.0.1:${port}`)
})
