import { parseArgs } from 'node:util'
import { openapiDocument } from '../../checks/openapi.ts'
import { runCommand } from '../run-command.ts'

/**
 * Prints the API as an OpenAPI 3.1 document: `npm run --silent openapi > openapi.json`,
 * `npm run openapi -- --server https://api.example.com`.
 */
await runCommand((args) => {
  const { values } = parseArgs({
    args,
    options: { server: { type: 'string', default: 'http://127.0.0.1:8000' } },
  })
  console.log(JSON.stringify(openapiDocument(values.server), null, 2))
})
