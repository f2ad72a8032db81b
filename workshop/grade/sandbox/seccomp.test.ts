import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { whyNoBubblewrap } from './bubblewrap.ts'
import { REFUSED, seccompFilter } from './seccomp.ts'

const at = process.arch === 'arm64' ? 1 : 0
const filter = seccompFilter()
const why = filter ? whyNoBubblewrap() : `no filter for ${process.arch}`

function run(...command: string[]) {
  const args = ['--ro-bind', '/', '/', '--dev', '/dev', '--unshare-all', '--seccomp', '0']
  return spawnSync('bwrap', [...args, ...command], { encoding: 'utf8', input: filter })
}

/** The error numbers that some system calls return. */
function errorsOf(calls: string[]): string[] {
  const lines = calls.map((call) => `$! = 0; syscall(${call}); print $! + 0, "\\n";`)
  return run('perl', '-e', lines.join('')).stdout.trim().split('\n')
}

it('is a filter for the known architectures, and small enough for the kernel', () => {
  for (const architecture of ['x64', 'arm64'] as const) {
    const bytes = seccompFilter(architecture) as Buffer
    expect(bytes.length % 8).toBe(0)
    expect(bytes.length / 8).toBeLessThan(4096)
  }
  expect(seccompFilter('riscv64')).toBeUndefined()
})

it('names no call twice', () => {
  for (const each of [0, 1] as const) {
    const numbers = Object.values(REFUSED).flatMap((numbers) => numbers[each] ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
  }
})

describe.skipIf(why)(`in a sandbox${why ? ` (skipped: ${why})` : ''}`, () => {
  it('lets Node work, with threads, children and a loopback', () => {
    const code = `
      const { Worker } = require('node:worker_threads')
      const { execFileSync } = require('node:child_process')
      const net = require('node:net')
      new Worker('0', { eval: true }).on('exit', () => {
        const server = net.createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1', () => {
          net.connect(server.address().port, '127.0.0.1').on('data', (told) => {
            console.log(String(told), String(execFileSync('echo', ['child'])))
            server.close()
          })
        })
      })`
    expect(run(process.execPath, '-e', code)).toMatchObject({
      stdout: 'hello child\n\n',
      status: 0,
    })
  })

  it('refuses every call of its list', () => {
    const present = Object.entries(REFUSED).filter(([, numbers]) => numbers[at] !== null)
    const errors = errorsOf(present.map(([, numbers]) => `${numbers[at]}, -1, 0, 0, 0`))
    const told = present.map(([name], at) => [name, errors[at]])
    expect(told).toEqual(present.map(([name]) => [name, '1']))
  })

  it('refuses some uses of other calls', () => {
    const [clone, socket, ioctl] = [[56, 220][at], [41, 198][at], [16, 29][at]]
    const uses = {
      clone3: ['435, 0, 0', '38'],
      'clone with a user namespace': [`${clone}, 0x10000011, 0`, '1'],
      'a netlink socket': [`${socket}, 16, 3, 0`, '97'],
      'a packet socket': [`${socket}, 17, 3, 0`, '97'],
      MPTCP: [`${socket}, 2, 1, 262`, '97'],
      SCTP: [`${socket}, 10, 1, 132`, '97'],
      'TCP, which it lets be': [`${socket}, 2, 1, 6`, '0'],
      'a local socket, which it lets be': [`${socket}, 1, 1, 0`, '0'],
      'input into a terminal': [`${ioctl}, 0, 0x5412, 0`, '1'],
    }
    const errors = errorsOf(Object.values(uses).map(([call]) => call as string))
    const told = Object.entries(uses).map(([what, [, code]]) => [what, code])
    expect(Object.keys(uses).map((what, at) => [what, errors[at]])).toEqual(told)
  })
})
