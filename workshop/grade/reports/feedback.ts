import { explanationSections } from '../../failure/explanation.ts'
import { headingOf, readHints } from '../../lesson/texts.ts'
import { NOT_ISOLATED } from '../class-report.ts'
import { escapeLine, escapeText } from '../escape.ts'
import type { Grade, StepGrade } from '../grade.ts'

/** What each outcome means for the learner. */
const MEANING: Record<string, string> = {
  'does not compile': 'A file of this step is not valid TypeScript. Correct this place first.',
  crashed: 'The code of this step ended its process, or could not be loaded.',
  'timed out': 'The code of this step did not respond in time.',
  refused: 'The submission could not be read.',
  'not graded':
    'The grader could not judge this step. This is not your fault; ask your instructor.',
}

/** The text for a learner: first what passes, then the first failure with a hint. */
export function feedbackMarkdown({ name, steps, leftOut }: Grade, isolated: boolean): string {
  const passed = steps.filter(({ outcome }) => outcome === 'passed')
  const first = steps.find(({ outcome }) => outcome !== 'passed' && outcome !== 'not attempted')
  const next = first ?? steps.find(({ outcome }) => outcome !== 'passed')
  const later = steps.filter((step) => step !== next && step.outcome !== 'passed')
  const lines = [
    `# ${plain(escapeLine(name, 60))}`,
    ...(isolated ? [] : [`**${NOT_ISOLATED}**`]),
    passed.length === 0
      ? 'No step passes yet.'
      : `${passed.length} of ${steps.length} steps pass: ${passed.map(({ step }) => step).join(', ')}.`,
    ...(next ? failureSections(next) : ['Every step passes. Well done.']),
    ...(later.length > 0
      ? ['## Later', later.map(({ step, outcome }) => `- ${step}: ${outcome}`).join('\n')]
      : []),
    ...(leftOut.length > 0
      ? ['## Left out', leftOut.map((what) => `- ${plain(escapeLine(what))}`).join('\n')]
      : []),
  ]
  return `${lines.join('\n\n')}\n`
}

function failureSections(step: StepGrade): string[] {
  const heading = `## ${step.step}: ${step.outcome}`
  if (step.outcome === 'not attempted') {
    return [heading, `This is your next step. Its text is in steps/${step.step}/README.md.`]
  }
  if (step.explanation && step.outcome === 'failed') {
    const counts = `${step.passing} of ${step.checks} checks pass. The first that fails:`
    const sections = explanationSections(step.explanation).map(({ label, lines }) => {
      return `**${label}**\n\n${codeBlock(lines.join('\n'))}`
    })
    return [heading, counts, ...sections, ...hintOf(step)]
  }
  const why = [step.first, step.why].filter((text) => text !== undefined).join('\n')
  return [
    heading,
    ...(MEANING[step.outcome] ? [MEANING[step.outcome] as string] : []),
    ...(why ? [codeBlock(why)] : []),
  ]
}

function hintOf({ step, explanation }: StepGrade): string[] {
  const place = explanation?.place
  const rung = place && readHints(step).get(headingOf(place))?.rungs[0]
  return rung ? ['**To think about**', rung] : []
}

/** A code fence that is longer than any in the text. */
function codeBlock(text: string): string {
  const safe = escapeText(text)
  const longest = Math.max(2, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${safe}\n${fence}`
}

/** Escapes Markdown and HTML. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+!|&~@:-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
