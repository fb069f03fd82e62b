// A test runner for Stryker. Stryker's own runner for vitest would start vitest again for each mutant, which takes seconds. It
// would also count a mutant as a survivor if the mutant throws while a module is loaded. This runner starts vitest once, with
// worker.mjs as the only test, and passes every request on to it.
import { BroadcastChannel } from 'node:worker_threads'
import { createVitest } from 'vitest/node'

class OneProcess {
  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    process.on('disconnect', () => process.exit(1))
    this.channel = new BroadcastChannel('mutation')
    const ready = this.next()
    const vitest = await createVitest('test', {
      config: 'config/vitest.mutation.config.ts',
      watch: false,
      reporters: [{}],
    })
    vitest.start().then(
      () => process.exit(1),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    )
    await ready
  }

  next() {
    return new Promise((resolve) => {
      this.channel.onmessage = ({ data }) => {
        if (data.question === undefined) resolve(data.result)
      }
    })
  }

  ask(question) {
    const result = this.next()
    this.channel.postMessage({ question })
    return result
  }

  dryRun() {
    return this.ask({})
  }

  mutantRun({ activeMutant, sandboxFileName, testFilter }) {
    return this.ask({ mutant: { id: activeMutant.id }, fileName: sandboxFileName, testFilter })
  }

  dispose() {
    this.channel?.close()
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'one-process', injectableClass: OneProcess }]
