import { readdirSync, readFileSync } from 'node:fs'

const PAUSE = 100
/** Linux counts processor time in hundredths of a second, and memory in pages. */
const TICKS = 100
const PAGE = 4096

/** The resources of a process and everything that it has started. */
export interface Used {
  /** Processor time in seconds. What a process used between the last measurement and its end is missing. */
  processor: number
  /** The maximum memory at one time. Pages that processes share count for each of them. */
  megabytes: number
}

/**
 * Watches a process and everything that it starts, through Linux's /proc.
 *
 * @returns a function that stops watching and returns the resources
 */
export function watchProcess(pid: number): () => Used {
  const ticks = new Map<number, number>()
  let most = 0
  const look = () => {
    let pages = 0
    for (const each of familyOf(pid)) {
      ticks.set(each.pid, each.ticks)
      pages += each.pages
    }
    most = Math.max(most, pages)
  }
  look()
  const before = [...ticks.values()].reduce((sum, each) => sum + each, 0) / TICKS
  const timer = setInterval(look, PAUSE)
  return () => {
    clearInterval(timer)
    look()
    const seconds = [...ticks.values()].reduce((sum, each) => sum + each, 0) / TICKS
    return { processor: seconds - before, megabytes: Math.round((most * PAGE) / 1024 / 1024) }
  }
}

interface Process {
  pid: number
  parent: number
  ticks: number
  pages: number
}

function familyOf(root: number): Process[] {
  const all = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined
    const fields = stat
      ?.slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    if (!fields) continue
    const [, parent = 0, , , , , , , , , , user = 0, system = 0] = fields
    const pid = Number(name)
    all.set(pid, { pid, parent, ticks: user + system, pages: fields[21] ?? 0 })
  }
  const isIn = (pid: number): boolean => {
    return pid === root || (all.has(pid) && isIn(all.get(pid)?.parent ?? 0))
  }
  return [...all.values()].filter(({ pid }) => isIn(pid))
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // It has ended in the meantime.
    return undefined
  }
}
