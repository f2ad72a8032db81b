import { useCallback, useEffect, useState } from 'preact/hooks'
import type { BreakState, Browsers, MatrixState, PageState } from '../page-state.ts'
import type { ClassData } from './class-data.ts'

interface Told {
  matrix?: MatrixState
  breaks?: BreakState
  browsers?: Browsers
  /** Without data if class.json cannot be read. */
  classroom?: { data?: ClassData }
}

/** What every view needs. */
export interface ViewProps extends Told {
  state: PageState
}

/** The data that the workshop has sent, and the state of the connection. */
export interface Connection extends Told {
  state?: PageState
  /** `moved`: other tabs are connected, and this one was disconnected. */
  live: 'yes' | 'no' | 'moved'
  connect(): void
}

/** Receives events from the workshop while the page is open. */
export function useConnection(): Connection {
  const [state, setState] = useState<PageState>()
  const [matrix, setMatrix] = useState<MatrixState>()
  const [breaks, setBreaks] = useState<BreakState>()
  const [browsers, setBrowsers] = useState<Browsers>()
  const [classroom, setClassroom] = useState<Told['classroom']>()
  const [live, setLive] = useState<Connection['live']>('no')
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const events = new EventSource('/events')
    const listen = <T>(name: string, take: (content: T) => void) => {
      events.addEventListener(name, ({ data }) => take(JSON.parse(data)))
    }
    listen('state', setState)
    listen('matrix', setMatrix)
    listen('breaks', setBreaks)
    listen('browsers', setBrowsers)
    listen('classroom', setClassroom)
    listen('moved', () => {
      events.close()
      setLive('moved')
    })
    events.onopen = () => setLive('yes')
    events.onerror = () => setLive('no')
    return () => events.close()
  }, [attempt])
  const connect = useCallback(() => setAttempt((count) => count + 1), [])
  return { state, matrix, breaks, browsers, classroom, live, connect }
}

/** Sends a request to the workshop. Undefined if it failed. */
export async function act<T = object>(name: string, told: object = {}): Promise<T | undefined> {
  try {
    const answer = await fetch(`/do/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Workshop': '1' },
      body: JSON.stringify(told),
    })
    return answer.ok ? ((await answer.json()) as T) : undefined
  } catch {
    return undefined
  }
}
