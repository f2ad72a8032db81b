import path from 'node:path'

/** Options of Node for a process that must end with its parent. */
export const END_WITH_PARENT = ['--require', path.join(import.meta.dirname, 'end-with-parent.cjs')]
