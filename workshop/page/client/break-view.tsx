import { useEffect } from 'preact/hooks'
import { foundSentence, nothingNew } from '../../break/found-words.ts'
import type { JudgedExample, JudgedImplementation, Judgement } from '../../break/judge.ts'
import type { ViewProps } from './connection.ts'
import { act } from './connection.ts'
import { Mark, OpenPlace, Sentence } from './parts.tsx'

/** The learner's examples, and the wrong implementations that they find. */
export function BreakView({ state: { step }, breaks }: ViewProps) {
  const own = breaks?.step === step ? breaks : undefined
  // Another step has other implementations and another file.
  useEffect(() => {
    if (own?.step !== step) act('judge')
  }, [step])
  const { judgement, problem, judging = true, tried = 0, asCreated = false } = own ?? {}
  const found = judgement?.wrong.filter(({ foundBy }) => foundBy).length ?? 0
  return (
    <div class="page break">
      <h1>Break it</h1>
      <p class="lead">
        {judgement ? `${judgement.wrong.length} wrong` : 'Wrong'} implementations of this step are
        hidden, each with one mistake. Write a request and the response that a right API gives. Your
        example finds every implementation that responds differently.
      </p>
      <p class="weak begins">
        Each example begins without tasks. Create what it needs in <code>given</code>, and write{' '}
        <code>{'{task}'}</code> for the id of the newest task.
      </p>
      {own?.open && (
        <p class="buttons">
          <OpenPlace place={own.open} primary />
          <span role="status" class="weak">
            {judging
              ? `Judging …${judgement ? ' Below is the result of the save before.' : ''}`
              : judgement &&
                `${found} of ${judgement.wrong.length} found. Save the file to judge it again.`}
          </span>
          {judging && tried > 0 && <span class="weak">{tried} implementations tried</span>}
        </p>
      )}
      {problem && <p class="alert">{problem}</p>}
      {judgement && (
        <div class={judging ? 'judged old' : 'judged'} aria-busy={judging}>
          <Judged judgement={judgement} asCreated={asCreated} />
        </div>
      )}
    </div>
  )
}

function Judged({ judgement, asCreated }: { judgement: Judgement; asCreated: boolean }) {
  const { problem, examples, wrong, done } = judgement
  return (
    <>
      {problem && <p class="alert">{problem}</p>}
      <span class="bar" aria-hidden="true">
        {wrong.map(({ letter, foundBy }) => (
          <i key={letter} class={foundBy ? 'passes' : 'unknown'} />
        ))}
      </span>
      {done && <p class="good-text">All of them are found.</p>}
      {examples.length > 0 && (
        <section aria-labelledby="examples">
          <h2 id="examples">{asCreated ? 'The example in the file' : 'Your examples'}</h2>
          {asCreated && (
            <p class="weak">The file begins with a true example. Write your own below it.</p>
          )}
          <ol class="examples">
            {examples.map((example, at) => (
              <Example key={at} example={example} why={whyOf(wrong, at + 1)} />
            ))}
          </ol>
        </section>
      )}
      <Found wrong={wrong} />
    </>
  )
}

function whyOf(wrong: JudgedImplementation[], example: number): string | undefined {
  return wrong.find(({ foundBy }) => foundBy?.example === example)?.foundBy?.why
}

function Example({ example, why }: { example: JudgedExample; why?: string }) {
  const { title, problem, finds, repeats, status } = example
  const kind = problem ? 'fails' : finds.length > 0 ? 'passes' : 'unknown'
  const sign = { fails: '✗', passes: '✓', unknown: '·' }[kind]
  const words = { fails: 'does not count:', passes: 'finds something:', unknown: 'finds nothing:' }[
    kind
  ]
  return (
    <li>
      <p>
        <Mark sign={sign} words={words} kind={kind} /> {title}
      </p>
      {problem && (
        <p class="bad-text">
          <Sentence text={problem} />
        </p>
      )}
      {!problem && finds.length > 0 && (
        <p class="good-text">
          {foundSentence(example)}{' '}
          <span class="weak">
            <Sentence
              text={
                why
                  ? `Why: ${why}`
                  : `Why must it be ${status}? Write it as \`why: '…'\` in the example.`
              }
            />
          </span>
        </p>
      )}
      {!problem && finds.length === 0 && <p class="weak">{nothingNew(repeats)}</p>}
    </li>
  )
}

function Found({ wrong }: { wrong: JudgedImplementation[] }) {
  const found = wrong.filter(({ foundBy }) => foundBy)
  if (found.length === 0) return null
  return (
    <section aria-labelledby="found">
      <h2 id="found">Found</h2>
      <ul class="obstacles">
        {found.map(({ letter, name, misconception }) => (
          <li key={letter}>
            <b class="letter">{letter}</b>
            <div>
              <p>{name}</p>
              <p class="weak">{misconception && <Sentence text={misconception} />}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
