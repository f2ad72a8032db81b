import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { runCommand, UsageError } from '../../run-command.ts'
import { compareServers } from '../bench/compare.ts'
import { measureGrowth } from '../bench/grow.ts'
import { measurePostgresql } from '../bench/on-postgresql.ts'
import { report } from '../bench/report.ts'
import { writeSection } from '../bench/write-section.ts'

/**
 * Measures the API next to other servers and as its data grows, and writes the tables into
 * docs/performance.md. `npm run bench -- --rounds 9 --seconds 1` takes about fifteen minutes;
 * `--print` does not change the file.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '9' },
      seconds: { type: 'string', default: '1' },
      print: { type: 'boolean', default: false },
    },
  })
  const plan = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
  if (!(plan.rounds >= 1 && plan.seconds >= 1)) {
    throw new UsageError('--rounds and --seconds take numbers from 1.')
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'))
  try {
    console.log('Measuring the API next to other servers ...')
    const results = await compareServers(folder, plan)
    console.log('Measuring it with 100, 10,000 and 100,000 records ...')
    const growth = await measureGrowth(folder, plan)
    console.log('Measuring it and Django REST framework on PostgreSQL ...')
    const text = report(results, growth, await measurePostgresql(folder, plan), new Date())
    console.log(`\n${text}\n`)
    if (!values.print && writeSection(path.join(ROOT, 'docs', 'performance.md'), text)) {
      console.log('Written into docs/performance.md.')
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
