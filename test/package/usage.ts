// What a consumer writes: the one place to extend. The packed-consumer test type-checks this file as it is under every module
// resolution, as ESM and as CommonJS; then runs it by `import`, by `require` and in a browser bundle, and `run` must answer
// each time what it answers from the sources. Import by package name; peers as `fp-ts/lib/X.js`; no Node, no DOM.
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, defaultSettings, emptyMarketo, eventsOf, scan, simulateAll } from 'marketo-account-sync'
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

/** Anything that JSON can hold. */
export const run = (): unknown =>
  pipe(
    lines,
    E.traverseArray((line) => InputFromJson.decode(line)),
    E.map((inputs) => ({
      marketo: MarketoFromJson.encode(simulateAll(defaultSettings)(inputs)(emptyMarketo)),
      events: [...scan(defaultSettings)(inputs)(emptyMarketo)].flatMap(([step]) =>
        eventsOf(step).map((event) => EventFromJson.encode(event)),
      ),
    })),
    E.mapLeft((errors) => decodeErrors(errors)),
  )
