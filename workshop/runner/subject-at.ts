import path from 'node:path'
import type { Plugin } from 'esbuild'

const SUBJECT = '#subject/'

/** Has `#subject/…` mean a file of this folder, wherever it is inside the repository. */
export function subjectAt(folder: string): Plugin {
  return {
    name: 'subject',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^${SUBJECT}`) }, ({ path: name }) => ({
        path: path.join(folder, name.slice(SUBJECT.length)),
      }))
    },
  }
}
