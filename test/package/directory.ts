// Makes a directory outside the checkout, so that no import accidentally finds the node_modules of the checkout. The directory is
// deleted at the end of the test run.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly consumerDirectory: string
  }
}

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const directory = await mkdtemp(join(tmpdir(), 'marketo-account-sync-'))
  project.provide('consumerDirectory', directory)
  return () => rm(directory, { recursive: true, force: true })
}
