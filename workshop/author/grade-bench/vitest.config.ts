import { defineConfig, mergeConfig } from 'vitest/config'
import own from '../../../vitest.config.ts'
import { ROOT } from '../../paths.ts'

/** The checks as `npx vitest run` has them, of the tree that TREE names. */
export default mergeConfig(
  own,
  defineConfig({
    root: ROOT,
    resolve: { alias: [{ find: /^#subject\//, replacement: `${process.env.TREE}/` }] },
  }),
)
