import path from 'node:path'

/** Options of Node for a process that is not to outlive the one that starts it. */
export const END_WITH_PARENT = ['--require', path.join(import.meta.dirname, 'end-with-parent.cjs')]
