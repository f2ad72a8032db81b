import type { TalkLine } from '../page-state.ts'
import { Sentence } from './parts.tsx'

/** A random value, as the exam names it. */
const RANDOM = /<[a-z ]+ \d+>/

const DIFFERS = {
  response: 'a different response: see below',
  afterwards: 'the same response, but a difference afterwards: see below',
}

/** A session of the exam as a conversation. The line that differs says so. */
export function Talk({ lines, note }: { lines: TalkLine[]; note?: string }) {
  return (
    <section aria-label="The session">
      <h3>A short session that shows it</h3>
      <ol class="talk">
        {lines.map((line, at) => (
          <li key={at} class={line.who ? '' : 'event'}>
            {line.who ? (
              <>
                <b>{line.who}</b>
                {line.about && <span class="weak">, {line.about}:</span>} <code>{line.sent}</code>
              </>
            ) : (
              <Sentence text={line.sent} />
            )}
            {line.answer && (
              <p class="back">
                <span class="unseen">answered: </span>
                <span aria-hidden="true">↳ </span>
                {line.answer.join('  ')}
              </p>
            )}
            {line.differs && <p class="back wrong">{DIFFERS[line.differs]}</p>}
          </li>
        ))}
      </ol>
      <p class="weak note">
        alice, bob, root (staff) and inactive (deactivated) are there from the start. Each of them
        sends their own token, and anonymous sends none. {meaningsIn(note, lines)}
        {lines.some(({ answer = [] }) => RANDOM.test(answer.join())) && (
          <>
            {' '}
            Random values differ in each run, so they are numbered in the order in which they
            appear: <code>{'<key 5>'}</code> is a key, and the fifth value.
          </>
        )}
      </p>
    </section>
  )
}

/** What the names in these lines stand for, from the note for a terminal: `ALICE_CSRF is …`. */
function meaningsIn(note = '', lines: TalkLine[]): string {
  const sentences = note.split(/(?<=\.) /)
  return sentences
    .filter((sentence) => {
      const [, name] = /^(?:Replace )?([A-Z\d_]{3,}) (?:is|with) /.exec(sentence) ?? []
      return name && lines.some(({ sent }) => sent.includes(name))
    })
    .join(' ')
}
