// A directory outside of the checkout, so that nothing is found in the checkout's node_modules by accident. It is deleted when
// the run is over.
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
