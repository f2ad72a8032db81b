import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT, SOLUTIONS, STEPS } from '../paths.ts'
import { whyNoBubblewrap } from './sandbox/bubblewrap.ts'

const scratch = mkdtempSync(path.join(tmpdir(), 'class-test-'))
const people = ['ana', 'ben', 'eva', 'ina', 'leo']
const why = whyNoBubblewrap()
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const inScratch = (...names: string[]) => path.join(scratch, ...names)

function grade(...args: string[]) {
  const run = spawnSync(process.execPath, ['workshop/run.cjs', 'grade', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return { code: run.status, lines: run.stdout.split('\n'), error: run.stderr }
}

/** A step that is not attempted needs no run. These tests are about the class. */
beforeAll(() => {
  for (const name of people) {
    mkdirSync(inScratch('class', name, 'steps'), { recursive: true })
    cpSync(path.join(SOLUTIONS, 'app.ts'), inScratch('class', name, 'steps', 'app.ts'))
  }
})

function kept(out: string): string[] {
  const folder = path.join(out, 'graded')
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.map((file) => path.join(folder, file))
}

describe.skipIf(why)(`a class${why ? ` (skipped: ${why})` : ''}`, { timeout: 240_000 }, () => {
  it('is graded again only if something has changed, with the same exam', () => {
    const out = inScratch('out')
    expect(grade('--out', out, inScratch('class')).code).toBe(1)
    const files = kept(out)
    expect(files).toHaveLength(people.length)
    const seed = readFileSync(path.join(out, 'graded', 'seed'), 'utf8')
    // The changed text shows which grade was kept.
    for (const file of files) {
      const text = readFileSync(file, 'utf8')
      writeFileSync(file, text.replace('"leftOut":[]', '"leftOut":["kept"]'))
    }
    writeFileSync(inScratch('class', 'eva', 'steps', 'own.ts'), 'export const changed = 1\n')
    grade('--out', out, inScratch('class'))
    const { submissions } = JSON.parse(readFileSync(path.join(out, 'class.json'), 'utf8'))
    const anew = submissions.filter(({ leftOut }: { leftOut: string[] }) => leftOut.length === 0)
    expect(anew).toMatchObject([{ name: 'eva' }])
    expect(readFileSync(path.join(out, 'graded', 'seed'), 'utf8')).toBe(seed)
  })

  it('gets the same grades in shards as in one run', () => {
    const whole = grade('--jobs', '3', inScratch('class')).lines
    const parts = ['1/2', '2/2'].map((shard) => {
      const out = inScratch(`part-${shard[0]}`)
      grade('--shard', shard, '--out', out, inScratch('class'))
      return out
    })
    const merged = inScratch('merged')
    const run = grade('--merge', ...parts, '--out', merged)
    expect(run).toMatchObject({ code: 1, lines: expect.arrayContaining(whole.filter(Boolean)) })
    const { submissions } = JSON.parse(readFileSync(path.join(merged, 'class.json'), 'utf8'))
    expect(submissions.map(({ name }: { name: string }) => name)).toEqual(people)
    expect(grade('--merge', ...parts, '--steps', '01').error).toContain('other steps')
    expect(grade('--merge', inScratch('class')).error).toContain('holds no grades')
  })

  it('has no running process after Ctrl-C, and keeps its grades', async () => {
    const tree = inScratch('stuck', 'zoe', 'steps')
    cpSync(STEPS, tree, { recursive: true })
    writeFileSync(path.join(tree, 'app.ts'), 'for (;;) {}')
    const written = `${readFileSync(path.join(SOLUTIONS, '01-token-model', 'models.ts'), 'utf8')}`
    writeFileSync(path.join(tree, '01-token-model', 'models.ts'), written)
    cpSync(inScratch('class', 'ana'), inScratch('stuck', 'ana'), { recursive: true })
    const out = inScratch('interrupted')
    const args = ['workshop/run.cjs', 'grade', '--jobs', '1', '--out', out, inScratch('stuck')]
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    let told = ''
    child.stderr.on('data', (chunk) => {
      told += chunk
    })
    while (!told.includes('1/2') || sandboxes().length === 0) await pause(100)
    child.kill('SIGINT')
    const [code] = await once(child, 'close')
    expect({ code, told }).toMatchObject({ code: 2, told: expect.stringContaining('Interrupted') })
    expect(kept(out)).toHaveLength(1)
    await pause(200)
    expect(sandboxes()).toEqual([])

    /** The sandboxes of this run, by the folder that they contain. */
    function sandboxes(): string[] {
      const listed = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n')
      return listed.filter((line) => {
        const [, pid] = /workshop\/grading\/(\d+)\/sandbox/.exec(line) ?? []
        return pid !== undefined && isOf(Number(pid), child.pid as number)
      })
    }
  })
})

/** Whether a process is another one, or was started by it. A process that has ended is neither. */
function isOf(pid: number, ancestor: number): boolean {
  for (let each = pid; each > 1; ) {
    if (each === ancestor) return true
    if (!existsSync(`/proc/${each}/stat`)) return false
    each = Number(readFileSync(`/proc/${each}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  }
  return false
}
