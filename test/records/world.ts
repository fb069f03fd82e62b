// A few records, and any JSON there is.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type {
  AccountId,
  AccountRecord,
  ContactId,
  ContactRecord,
  FieldName,
  FieldValue,
  Input,
  Instant,
  Marketo,
} from 'marketo-account-sync'
import { defaultSettings, emptyMarketo, idSuffix, Instant as InstantCodec, simulateAll } from 'marketo-account-sync'

const id = (prefix: string, n: number): string => {
  const fifteen = prefix + String(n).padStart(12, '0')
  return fifteen + idSuffix(fifteen)
}
export const accountId = (n: number): AccountId => id('001', n) as AccountId
export const contactId = (n: number): ContactId => id('003', n) as ContactId
export const field = (name: string): FieldName => name as FieldName

export const instant = (text: string): Instant =>
  E.getOrElseW(() => {
    throw new Error(text)
  })(InstantCodec.decode(text))

export const at = instant('2026-03-02T09:00:00Z')

export const accountRecord = (
  n: number,
  stamp: Instant,
  fields: Readonly<Record<string, FieldValue>>,
): AccountRecord => ({
  id: accountId(n),
  systemModstamp: stamp,
  isDeleted: false,
  fields: fields,
})
export const contactRecord = (n: number, stamp: Instant, account: number | null, isDeleted = false): ContactRecord => ({
  id: contactId(n),
  systemModstamp: stamp,
  isDeleted,
  accountId: account === null ? null : accountId(account),
})
export const syncAccount = (record: AccountRecord) => ({ _tag: 'SyncAccount' as const, at, record })
export const syncContact = (record: ContactRecord) => ({ _tag: 'SyncContact' as const, at, record })

export const marketoAfter = (...inputs: ReadonlyArray<Input>): Marketo =>
  simulateAll(defaultSettings)(inputs)(emptyMarketo)

/** Any value that JSON.parse can return, `__proto__` and the shapes' own keys among its keys. */
export const anyJson = (keys: ReadonlyArray<string>): fc.Arbitrary<unknown> =>
  fc.letrec<{ readonly json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e21, 1_696_444_513_000, '', '001*', '2026-03-02T09:00:00Z'),
      fc.string(),
      fc.constantFrom(accountId(1), contactId(1), 'Account', 'Contact', 'UPDATE', 'GAP_UPDATE', 'DELETE', 'CREATE'),
      fc.array(tie('json'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.oneof(fc.constantFrom(...keys, '__proto__', 'constructor'), fc.string()), tie('json')), {
          maxLength: 8,
        })
        .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries))) as unknown),
    ),
  })).json
