import { spawnSync } from 'node:child_process'

const CANDIDATES = ['python3', 'python', 'py', '/usr/bin/python3']

/**
 * The command of a Python that has Django REST framework, if possible with all packages for version
 * 2. Undefined if there is none.
 */
export function findPython(): string | undefined {
  const has = (modules: string) => (python: string) =>
    spawnSync(python, ['-c', `import ${modules}`], { stdio: 'ignore' }).status === 0
  return (
    CANDIDATES.find(has('rest_framework, django_filters, knox')) ??
    CANDIDATES.find(has('rest_framework, django_filters')) ??
    CANDIDATES.find(has('rest_framework'))
  )
}
