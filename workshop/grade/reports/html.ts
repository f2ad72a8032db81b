import {
  type ClassReport,
  misconceptionsOf,
  NOT_ISOLATED,
  obstaclesOf,
  remarksOf,
} from '../class-report.ts'
import { escapeLine, escapeText } from '../escape.ts'
import type { Grade, StepGrade } from '../grade.ts'
import { failureText } from './failure-text.ts'

/** HTML that can be inserted into other HTML. */
class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Escapes all inserted values, except HTML made in the same way. */
function html(parts: TemplateStringsArray, ...values: (string | number | Html | Html[])[]): Html {
  const filled = values.map((value) => {
    if (value instanceof Html) return value.text
    if (Array.isArray(value)) return value.map(({ text }) => text).join('')
    return escapeText(String(value)).replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
  })
  return new Html(parts.map((part, at) => part + (filled[at] ?? '')).join(''))
}

const STYLE = `
:root { color-scheme: light dark; --good: #116329; --bad: #a40e26; --line: #8888; }
@media (prefers-color-scheme: dark) { :root { --good: #7ee787; --bad: #ff9492; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; } h4 { font-size: .95rem; }
section { border-top: 1px solid var(--line); margin-top: 1.5rem; }
.wide { overflow-x: auto; }
@page { size: landscape; margin: 12mm; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .4rem; text-align: left; vertical-align: top; }
abbr { text-decoration: none; }
.passed { color: var(--good); } .other { color: var(--bad); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid var(--line); padding-left: .8rem; }
.mark { border: 2px solid var(--bad); color: var(--bad); padding: .4rem .8rem; font-weight: bold; }
@media print { .wide { overflow: visible; font-size: .7rem; } body { margin: 0; max-width: none; } h2, h3, h4 { break-after: avoid; } pre, tr, li { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
`

/** The class as one page without scripts, easy to print. */
export function classHtml(report: ClassReport): string {
  const { grades, steps, gradedAt, isolated } = report
  const mark = isolated
    ? html``
    : html`<p class="mark">${NOT_ISOLATED}: what was graded could reach this machine. Do not rely on these results unless you trust every submission.</p>`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Class report</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>Class report</h1>
${mark}
<p>${grades.length} submissions, graded on ${gradedAt.slice(0, 10)} at ${gradedAt.slice(11, 16)} UTC.</p>
${teachNext(report)}
<h2>Results</h2>
<p>${steps.map(({ step }) => step).join(', ')}</p>
<div class="wide"><table>
<thead><tr><th scope="col">Submission</th>${steps.map(({ step }) => html`<th scope="col"><abbr title="${step}">${step.slice(0, 2)}</abbr></th>`)}</tr></thead>
<tbody>${grades.map((grade, at) => row(grade, at, steps))}</tbody>
</table></div>
${alikeSection(report)}
<h2>What stopped each learner</h2>
${grades.map((grade, at) => (isTold(grade) ? details(grade, at) : html``))}
</body>
</html>
`
  return page.text
}

/** Whether the page says more about a submission than that it passed. */
function isTold({ steps, leftOut }: Grade): boolean {
  const isPlain = ({ outcome, remarks }: StepGrade) => outcome === 'passed' && remarks.length === 0
  return leftOut.length > 0 || !steps.every(isPlain)
}

function row(grade: Grade, at: number, steps: ClassReport['steps']): Html {
  const { name, steps: graded } = grade
  const cells = steps.map(({ step }) => {
    const found = graded.find((each) => each.step === step)
    return found
      ? html`<td class="${found.outcome === 'passed' ? 'passed' : 'other'}">${cellText(found)}</td>`
      : html`<td></td>`
  })
  const shown = escapeLine(name, 60)
  const link = isTold(grade) ? html`<a href="#s${at}">${shown}</a>` : html`${shown}`
  return html`<tr><th scope="row">${link}</th>${cells}</tr>`
}

function cellText({ outcome, passing, checks, differs }: StepGrade): string {
  if (differs) return '✗ differs'
  if (outcome === 'passed') return '✓ pass'
  return outcome === 'failed' ? `✗ ${passing}/${checks}` : `✗ ${outcome}`
}

function teachNext(report: ClassReport): Html {
  const known = misconceptionsOf(report)
  const obstacles = obstaclesOf(report).slice(0, 10)
  if (obstacles.length === 0) return html``
  return html`<h2>Teach this next</h2>
${known.length === 0 ? html`` : html`<ol>${known.map(({ step, text, names }) => html`<li><strong>${names.length}</strong> in ${step}: ${text}</li>`)}</ol>`}
<h3>Checks that stop most learners</h3>
<table><tbody>${obstacles.map(({ step, check, count }) => html`<tr><td>${count}</td><td>${step}</td><td class="words">${check}</td></tr>`)}</tbody></table>`
}

function alikeSection({ alike }: ClassReport): Html {
  if (alike.length === 0) return html``
  const others = new Map<string, string[]>()
  for (const { one, other, percent } of alike) {
    const names = others.get(other) ?? []
    others.set(other, [...names, `${escapeLine(one, 60)} (${percent} %)`])
  }
  const lines = [...others].map(([other, names]) => {
    return html`<li>${escapeLine(other, 60)} is like ${names.join(', ')}</li>`
  })
  return html`<h2>Alike</h2>
<p>A remark, not a verdict: the task is small, and right answers often resemble each other.</p>
<ul>${lines}</ul>`
}

function details({ name, steps, leftOut }: Grade, at: number): Html {
  const failures = new Map<string, string[]>()
  for (const step of steps.filter(({ outcome }) => outcome !== 'passed')) {
    const text = failureText(step)
    const title = failures.get(`${step.outcome}\n${text}`) ?? []
    failures.set(`${step.outcome}\n${text}`, [...title, step.step])
  }
  const parts = [...failures].map(([key, names]) => {
    const [outcome = '', ...lines] = key.split('\n')
    const text = lines.join('\n')
    return html`<h4>${names.join(', ')}: ${outcome}</h4>
${text === outcome ? html`` : html`<pre>${text}</pre>`}`
  })
  const remarks = remarksOf(steps).map((remark) => html`<p>${remark}</p>`)
  const left = leftOut.map((what) => html`<li>${escapeLine(what)}</li>`)
  return html`<section id="s${at}"><h3>${escapeLine(name, 60)}</h3>
${parts.length === 0 ? html`<p class="passed">Every step passed.</p>` : parts}
${remarks}
${left.length === 0 ? html`` : html`<p>Left out:</p><ul>${left}</ul>`}</section>
`
}
