/**
 * System calls that no submission needs, and that exploits of the kernel start from: memory of
 * other processes, mounts and namespaces, keys, programs and probes in the kernel, modules, clocks,
 * raw devices, shared memory, and calls for old programs.
 *
 * By name: the numbers on x64 and on arm64. Null if an architecture has no such call.
 */
export const REFUSED: Record<string, readonly [x64: number | null, arm64: number | null]> = {
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  process_mrelease: [448, 448],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  open_tree: [428, 428],
  move_mount: [429, 429],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  fanotify_mark: [301, 263],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  acct: [163, 89],
  syslog: [103, 116],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  clock_adjtime: [305, 266],
  adjtimex: [159, 171],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  personality: [135, 92],
  iopl: [172, null],
  ioperm: [173, null],
  modify_ldt: [154, null],
  uselib: [134, null],
  ustat: [136, null],
  sysfs: [139, null],
  lookup_dcookie: [212, 18],
  nfsservctl: [180, 42],
  vhangup: [153, 58],
  remap_file_pages: [216, 234],
  splice: [275, 76],
  tee: [276, 77],
  vmsplice: [278, 75],
  mbind: [237, 235],
  set_mempolicy: [238, 237],
  get_mempolicy: [239, 236],
  set_mempolicy_home_node: [450, 450],
  migrate_pages: [256, 238],
  move_pages: [279, 239],
  shmget: [29, 194],
  semget: [64, 190],
  msgget: [68, 186],
  mq_open: [240, 180],
}

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, Architecture>> = {
  x64: { at: 0, audit: 0xc000003e, clone: 56, clone3: 435, socket: 41, ioctl: 16 },
  arm64: { at: 1, audit: 0xc00000b7, clone: 220, clone3: 435, socket: 198, ioctl: 29 },
}

interface Architecture {
  /** The index of its numbers above. */
  at: 0 | 1
  /** The kernel's number of the architecture. */
  audit: number
  clone: number
  clone3: number
  socket: number
  ioctl: number
}

/** Instructions of the kernel's packet filter, and the results of its programs. */
const LOAD = 0x20
const IS = 0x15
const IS_AT_LEAST = 0x35
const HAS_BITS = 0x45
const RETURN = 0x06
const ALLOW = 0x7fff0000
const KILL = 0x80000000
const refuseWith = (code: number) => 0x00050000 | code
const EPERM = refuseWith(1)
const ENOSYS = refuseWith(38)
const EAFNOSUPPORT = refuseWith(97)

/** Offsets in the data of a call. For an argument, its lower half. */
const NUMBER = 0
const AUDIT = 4
const argument = (index: number) => 16 + 8 * index

/** Calls of x32, an architecture within x64, have this bit set. */
const X32 = 0x40000000

/** All flags of clone that create namespaces. */
const NEW_NAMESPACES = 0x7e020000

/** Local sockets, and IPv4 and IPv6 with TCP or UDP: the sandbox has its own loopback. */
const LOCAL = 1
const INTERNET = [2, 10]
const PROTOCOLS = [0, 6, 17]

/** Requests that put input into a terminal, where it would be read as the instructor's. */
const TERMINAL_INPUT = [0x5412, 0x541c]

/**
 * The filter for system calls in a sandbox, in the kernel's format. Undefined if the numbers of the
 * calls are not known.
 */
export function seccompFilter(architecture = process.arch): Buffer | undefined {
  const known = ARCHITECTURES[architecture]
  if (!known) return undefined
  const { at, audit, clone, clone3, socket, ioctl } = known
  const numbers = Object.values(REFUSED).flatMap((each) => each[at] ?? [])
  return Buffer.concat([
    instruction(LOAD, AUDIT),
    ...unless(IS, audit, KILL),
    instruction(LOAD, NUMBER),
    ...when(IS_AT_LEAST, X32, ENOSYS),
    ...numbers.flatMap((number) => when(IS, number, EPERM)),
    // The flags of clone3 are in memory, which a filter cannot read. Libraries use clone instead.
    ...when(IS, clone3, ENOSYS),
    ...only(clone, [instruction(LOAD, argument(0)), ...when(HAS_BITS, NEW_NAMESPACES, EPERM)]),
    ...only(ioctl, [
      instruction(LOAD, argument(1)),
      ...TERMINAL_INPUT.flatMap((request) => when(IS, request, EPERM)),
    ]),
    ...only(socket, [
      instruction(LOAD, argument(0)),
      ...when(IS, LOCAL, ALLOW),
      ...noneOf(INTERNET, EAFNOSUPPORT),
      instruction(LOAD, argument(2)),
      ...noneOf(PROTOCOLS, EAFNOSUPPORT),
    ]),
    instruction(RETURN, ALLOW),
  ])
}

function instruction(code: number, value: number, skipIfSo = 0, skipIfNot = 0): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt16LE(code, 0)
  bytes.writeUInt8(skipIfSo, 2)
  bytes.writeUInt8(skipIfNot, 3)
  bytes.writeUInt32LE(value, 4)
  return bytes
}

/** Returns `what` if the comparison is true. */
function when(comparison: number, value: number, what: number): Buffer[] {
  return [instruction(comparison, value, 0, 1), instruction(RETURN, what)]
}

/** Returns `what` if the comparison is false. */
function unless(comparison: number, value: number, what: number): Buffer[] {
  return [instruction(comparison, value, 1, 0), instruction(RETURN, what)]
}

/** Returns `what` if the value is none of these. */
function noneOf(values: number[], what: number): Buffer[] {
  const tests = values.map((value, at) => instruction(IS, value, values.length - at))
  return [...tests, instruction(RETURN, what)]
}

/**
 * Runs `body` for one call only, and returns after it, because it has replaced the loaded number.
 */
function only(number: number, body: Buffer[]): Buffer[] {
  const whole = [...body, instruction(RETURN, ALLOW)]
  return [instruction(IS, number, 0, whole.length), ...whole]
}
