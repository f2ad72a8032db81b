import type { TalkLine } from '../page-state.ts'

/** A session of the exam as a conversation; the response to the last line differs. */
export function Talk({ lines }: { lines: TalkLine[] }) {
  return (
    <section aria-label="The session">
      <h3>The shortest session that shows it</h3>
      <ol class="talk">
        {lines.map((line, at) => (
          <li key={at} class={line.who ? '' : 'event'}>
            {line.who && <b>{line.who}</b>} <code>{line.sent}</code>
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
        alice, bob, root (staff) and inactive (deactivated) are there from the start; each sends
        their own token.
      </p>
    </section>
  )
}
