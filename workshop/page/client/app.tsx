import { useEffect } from 'preact/hooks'
import type { PageState } from '../page-state.ts'
import { BreakView } from './break-view.tsx'
import { useHash, useTheme } from './browser.ts'
import { ClassView } from './class-view.tsx'
import { CompareView } from './compare-view.tsx'
import { type Connection, useConnection, type ViewProps } from './connection.ts'
import { ConsoleView } from './console-view.tsx'
import { Head } from './head.tsx'
import { differencesIn } from './matrix-rows.ts'
import { MatrixView } from './matrix-view.tsx'
import { StepView } from './step-view.tsx'

interface View {
  id: string
  name: string
  View: (props: ViewProps) => preact.ComponentChildren
  isThere?(state: PageState): boolean
}

const STEP: View = { id: 'step', name: 'Step', View: StepView }
const VIEWS: View[] = [
  STEP,
  { id: 'matrix', name: 'Access matrix', View: MatrixView },
  { id: 'try', name: 'Try your API', View: ConsoleView },
  { id: 'compare', name: 'Compare', View: CompareView },
  { id: 'break', name: 'Break it', View: BreakView },
  { id: 'class', name: 'Class', View: ClassView, isThere: ({ hasClass }) => hasClass },
]

/** The whole page. */
export function App() {
  const connection = useConnection()
  const hash = useHash()
  const [theme, turnTheme] = useTheme()
  const { state, matrix, breaks, browsers, classroom } = connection
  const views = VIEWS.filter(({ isThere }) => !isThere || (state && isThere(state)))
  const view = views.find(({ id }) => id === hash) ?? STEP
  useEffect(() => {
    document.title = state ? titleOf(state) : 'Token permissions workshop'
  }, [state])
  if (!state) return <Waiting {...connection} />
  return (
    <>
      <SkipLink />
      <Head state={state} live={connection.live} theme={theme} turnTheme={turnTheme} />
      <Lost {...connection} />
      <nav aria-label="Views" class="views">
        <ul>
          {views.map(({ id, name }) => (
            <li key={id}>
              <a href={`#${id}`} aria-current={id === view.id ? 'page' : undefined}>
                <span class="tab" data-name={name}>
                  {name}
                </span>
                {id === 'matrix' && <Badge count={differencesIn(matrix)} />}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        <view.View key={view.id} {...{ state, matrix, breaks, browsers, classroom }} />
      </main>
    </>
  )
}

function titleOf({ checking, examRuns, passed, checks, step }: PageState): string {
  const failing = checks.filter(({ state }) => state === 'fails').length
  const sign = checking || examRuns ? '…' : passed ? '✓' : `${failing} ✗`
  return `${sign} ${step} · Workshop`
}

function SkipLink() {
  return (
    <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
      Skip to the content
    </button>
  )
}

function Badge({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span class="badge">
      {count}
      <span class="unseen"> responses differ</span>
    </span>
  )
}

function Waiting({ live, connect }: Connection) {
  return (
    <main class="page">
      <h1>Token permissions workshop</h1>
      <p role="status">
        {live === 'yes'
          ? 'Reading …'
          : 'The workshop does not respond. If it has ended, start it again: o opens a new page.'}
      </p>
      {live === 'moved' && <GoOnHere connect={connect} />}
    </main>
  )
}

/** The page is out of date: the terminal was closed, or other tabs are connected instead. */
function Lost({ live, connect }: Connection) {
  return (
    <div role="status">
      {live === 'no' && (
        <p class="lost">
          The workshop does not respond. If it is still running in its terminal, this page continues
          by itself. If it has ended, close this page: a workshop that starts again opens a new one
          with <kbd>o</kbd>.
        </p>
      )}
      {live === 'moved' && <GoOnHere connect={connect} />}
    </div>
  )
}

function GoOnHere({ connect }: Pick<Connection, 'connect'>) {
  return (
    <p class="lost">
      This page is open in three other tabs, which are kept up to date.{' '}
      <button type="button" class="quiet" onClick={connect}>
        Continue here
      </button>
    </p>
  )
}
