import { defineConfig, mergeConfig } from 'vitest/config'
import own from '../../../vitest.config.ts'
import { ROOT } from '../../paths.ts'

/** The checks as in `npx vitest run`, for the tree in TREE. */
export default mergeConfig(
  own,
  defineConfig({
    root: ROOT,
    resolve: { alias: [{ find: /^#subject\//, replacement: `${process.env.TREE}/` }] },
  }),
)
