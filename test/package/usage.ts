// What a consumer writes: the one place to extend. The packed-consumer test type-checks this file as it is under every module
// resolution, as ESM and as CommonJS; then runs it by `import`, by `require` and in a browser bundle, and `run` must answer
// each time what it answers from the sources. Import by package name; peers as `fp-ts/lib/X.js`; no Node, no DOM.
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as core from 'marketo-account-sync'
import * as records from 'marketo-account-sync/records'

/** Anything that JSON can hold. */
export const run = (): unknown =>
  pipe(
    E.right({ core: Object.keys(core).sort(), records: Object.keys(records).sort() }),
    E.getOrElseW(() => 'never'),
  )
