import path from 'node:path'
import { isPristine } from '../../lesson/starter.ts'
import { ROOT } from '../../paths.ts'

const BIOME = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')

/** How to lint the repository. steps/ is included only while it is untouched. */
export function lint(): string[] {
  const folders = ['shared', 'solutions', 'checks', 'workshop', ...(isPristine() ? ['steps'] : [])]
  return [BIOME, 'ci', '--error-on-warnings', '--log-level=warn', 'package.json', ...folders]
}
