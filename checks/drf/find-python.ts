import { spawnSync } from 'node:child_process'

const CANDIDATES = ['python3', 'python', 'py', '/usr/bin/python3']

/** A Python that has Django REST framework, by the name that starts it; undefined if there is none. */
export function findPython(): string | undefined {
  return CANDIDATES.find((python) => {
    const { status } = spawnSync(python, ['-c', 'import rest_framework'], { stdio: 'ignore' })
    return status === 0
  })
}
