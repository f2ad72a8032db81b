import { onlyName } from '../only-name.ts'
import { listCopies, restoreCopy } from '../progress/copies.ts'
import { runCommand } from '../run-command.ts'

/** Lists the copies of your files, or restores one: `npm run restore COPY`. */
await runCommand((args) => {
  const typed = onlyName(args)
  if (typed !== undefined) {
    return console.log(`Restored:\n${list(restoreCopy(typed))}`)
  }
  const copies = listCopies()
  if (copies.length === 0) return console.log('No copies have been kept yet.')
  for (const { name, files } of copies) console.log(`${name}\n${list(files)}`)
  console.log('\nTo restore one: npm run restore COPY')
})

function list(files: string[]): string {
  return files.map((file) => `  steps/${file}`).join('\n')
}
