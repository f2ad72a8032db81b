import type { TalkLine } from '../page-state.ts'
import { Sentence } from './parts.tsx'

/** A random value, as the exam names it. */
const RANDOM = /<[a-z ]+ \d+>/

/** A session of the exam as a conversation; the response to the last line differs. */
export function Talk({ lines }: { lines: TalkLine[] }) {
  return (
    <section aria-label="The session">
      <h3>The shortest session that shows it</h3>
      <ol class="talk">
        {lines.map((line, at) => (
          <li key={at} class={line.who ? '' : 'event'}>
            {line.who ? (
              <>
                <b>{line.who}</b> <code>{line.sent}</code>
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
            {line.who && at === lines.length - 1 && (
              <p class="back wrong">a different response: see below</p>
            )}
          </li>
        ))}
      </ol>
      <p class="weak note">
        alice, bob, root (staff) and inactive (deactivated) are there from the start. Each of them
        sends their own token, and anonymous sends none.
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
