import { otherFrames } from '../../failure/explanation.ts'
import { placeNote } from '../../failure/place-note.ts'
import type { Card, CheckRequest } from '../page-state.ts'
import { Code } from './code.tsx'
import { act } from './connection.ts'
import { startWith } from './console-wish.ts'
import { Copy, OpenPlace, Sentence } from './parts.tsx'
import { Talk } from './talk.tsx'
import { Ways } from './ways.tsx'

/** One check that fails: what to do, where, and what happened. */
export function CardView({ card, isFirst }: { card: Card; isFirst: boolean }) {
  const { check, whatToDo, ways, request, talk, misconception, line } = card
  const frames = otherFrames(card)
  return (
    <article class="card" aria-labelledby="failing">
      <p class="eyebrow">{isFirst ? 'Fails' : 'Fails, too'}</p>
      <h2 id="failing" tabIndex={-1}>
        {check}
      </h2>
      {misconception && (
        <p class="looks-like">
          <strong>Looks like:</strong> <Sentence text={misconception} />
        </p>
      )}
      {whatToDo.map((sentence) => (
        <p class="to-do" key={sentence}>
          <Sentence text={sentence} />
        </p>
      ))}
      <Where card={card} />
      {ways && request && <Ways request={request} {...ways} />}
      {talk ? <Talk lines={talk} note={card.note} /> : <Sent card={card} />}
      {card.cameBack && (
        <div class="pair">
          <Answer
            title="Came back"
            lines={card.cameBack}
            right={card.expected.flat()}
            isExact={talk !== undefined}
          />
          {card.expected.some((lines) => lines.length > 0) && <Expected all={card.expected} />}
        </div>
      )}
      {line && (
        <section>
          <h3>The line</h3>
          <pre>{line}</pre>
        </section>
      )}
      {frames.length > 0 && (
        <section>
          <h3>Your code was at</h3>
          <ul class="lines">
            {frames.map((frame) => {
              const [, place = frame, name] = PLACE.exec(frame) ?? []
              return (
                <li key={frame}>
                  <OpenPlace place={place} /> {name && <span class="weak">in {name}</span>}
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </article>
  )
}

/** A line of the learner's code, and its function. */
const PLACE = /^(\S+:\d+)(?: in (.+))?$/

function Where({ card }: { card: Card }) {
  const { open, alsoOpen } = card
  const note = placeNote(card)
  if (!open) return null
  return (
    <p class="where">
      <OpenPlace place={open} primary /> {alsoOpen && <OpenPlace place={alsoOpen} primary />}
      <span role="status" class="weak">
        {note && ` ${capitalised(note)}`}
      </span>
    </p>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Sent({ card }: { card: Card }) {
  const { check, before = [], sent, note, tryIt, notRepeatable } = card
  if (!sent) return null
  const isCurl = sent.startsWith('curl')
  const tryHere = (request: CheckRequest) => {
    // Earlier requests can have changed the data.
    startWith(check, request, act('fresh'))
    location.hash = 'try'
  }
  return (
    <section class="sent" aria-label="Sent">
      <div class="title-row">
        <h3>Sent</h3>
        {isCurl && tryIt && (
          <button type="button" class="quiet" onClick={() => tryHere(tryIt)}>
            Try it here
          </button>
        )}
        {isCurl && <Copy text={sent} what="the curl line" />}
      </div>
      {before.length > 0 && <p class="weak">Before: {before.join(' · ')}</p>}
      {isCurl ? (
        <pre>
          <Code text={sent} language="sh" />
        </pre>
      ) : (
        <p>{sent}</p>
      )}
      {isCurl && tryIt && (note || tryIt.before.length > 0) ? (
        <p class="weak note">{TRY_INSTEAD}</p>
      ) : (
        note && <p class="weak note">{note}</p>
      )}
      {isCurl && notRepeatable && (
        <p class="weak note">
          <Sentence text={notRepeatable} />
        </p>
      )}
    </section>
  )
}

const TRY_INSTEAD =
  'The check has deleted its users, tokens and sessions since. Try it here sends the request with other users.'

interface AnswerProps {
  title: string
  lines: string[]
  right?: string[]
  /** The expected body is one text. Otherwise, it can be a description. */
  isExact?: boolean
}

/** A response line by line. Its first line is marked as wrong if no expected response has it. */
function Answer({ title, lines, right, isExact = false }: AnswerProps) {
  return (
    <section>
      <h3>{title}</h3>
      <div class="answer">
        {lines.map((line, at) => (
          <AnswerLine
            key={at}
            line={line}
            isWrong={right !== undefined && !right.includes(line)}
            isExact={isExact}
          />
        ))}
      </div>
    </section>
  )
}

function Expected({ all }: { all: string[][] }) {
  const lines = all.flatMap((each, at) => (at === 0 ? each : ['or', ...each]))
  return <Answer title="Expected" lines={lines} />
}

function AnswerLine({
  line,
  isWrong,
  isExact,
}: {
  line: string
  isWrong: boolean
  isExact: boolean
}) {
  const isStatus = /^\d{3}( |$)/.test(line)
  const isBody = /^[[{"]/.test(line)
  if (isBody) {
    return (
      <div class={isWrong && isExact ? 'wrong-body' : ''}>
        <Code text={line} language="json" />
        {isWrong && isExact && ELSE}
      </div>
    )
  }
  return (
    <div class={`${isStatus ? 'status' : ''} ${isWrong ? 'wrong' : ''}`}>
      {line}
      {isWrong && ELSE}
    </div>
  )
}

const ELSE = <span class="unseen"> (something else was expected)</span>
