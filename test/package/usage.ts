// Code as a user of the package would write it.
//
// packed.test.ts type-checks this file under every module resolution, as ESM and as CommonJS. Then packed.test.ts loads the file
// by `import`, by `require` and in a browser bundle. Each time, `run` must return the same result as before the packing.
//
// In this file, import the package by its name, and import peers as `fp-ts/lib/X.js`. Use no API of Node or the DOM.
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, defaultSettings, emptyMarketo, eventsOf, run as runHistory } from 'marketo-account-sync'
import { EventFromJson, InputFromJson, MarketoFromJson } from 'marketo-account-sync/codecs'

const lines: ReadonlyArray<unknown> = [
  {
    _tag: 'SyncAccount',
    at: '2026-03-02T09:00:00Z',
    record: {
      Id: '0015g00000AlderAAB',
      SystemModstamp: '2026-03-02T08:58:10.000+0000',
      IsDeleted: false,
      Name: 'Alder & Finch',
      Industry: 'Electronics',
    },
  },
  {
    _tag: 'SyncContact',
    at: '2026-03-02T09:01:00Z',
    record: {
      Id: '0035g00000MariaAAB',
      SystemModstamp: '2026-03-02T08:59:00.000+0000',
      IsDeleted: false,
      AccountId: '0015g00000AlderAAB',
    },
  },
]

/** Returns plain JSON, so that a test can compare two runs. */
export const run = (): unknown =>
  pipe(
    lines,
    E.traverseArray(InputFromJson.decode),
    E.map((inputs) => runHistory(defaultSettings)(inputs, emptyMarketo)),
    E.map(({ steps, marketo }) => ({
      marketo: MarketoFromJson.encode(marketo),
      events: steps.flatMap((step) => eventsOf(step).map(EventFromJson.encode)),
    })),
    E.mapLeft(decodeErrors),
  )
