import { readdirSync, readFileSync } from 'node:fs'

const PAUSE = 200

/**
 * Watches how much memory a process and all that it has started hold together, in MB; Linux tells it.
 *
 * @returns what ends the watching and tells the most
 */
export function watchMemory(pid: number): () => number {
  let most = 0
  const timer = setInterval(() => {
    most = Math.max(most, megabytesOf(pid))
  }, PAUSE)
  return () => {
    clearInterval(timer)
    return Math.round(most)
  }
}

function megabytesOf(root: number): number {
  const parents = new Map<number, { parent: number; pages: number }>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields) parents.set(Number(name), { parent: Number(fields[1]), pages: Number(fields[21]) })
  }
  const isOurs = (pid: number): boolean => {
    return pid === root || (parents.has(pid) && isOurs(parents.get(pid)?.parent ?? 0))
  }
  const ours = [...parents].filter(([pid]) => isOurs(pid))
  return ours.reduce((sum, [, { pages }]) => sum + pages * 4096, 0) / 1024 / 1024
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended meanwhile.
    return undefined
  }
}
