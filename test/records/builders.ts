// Makes test data: numbered account and contact records, Marketo states with such records, and random JSON.
import fc from 'fast-check'
import type { AccountRecord, ContactRecord, Input, Instant, Marketo } from 'marketo-account-sync'
import { defaultSettings, emptyMarketo, run } from 'marketo-account-sync'
import type { Values } from '../helpers/values.js'
import { nthAccountId, nthContactId } from '../helpers/values.js'

export const nthAccountRecord = (n: number, systemModstamp: Instant, fields: Values): AccountRecord => ({
  id: nthAccountId(n),
  systemModstamp,
  isDeleted: false,
  fields,
})

/** An account record from a row without `IsDeleted`. */
export const nthAccountRow = (n: number, systemModstamp: Instant, fields: Values): AccountRecord => ({
  id: nthAccountId(n),
  systemModstamp,
  fields,
})

export const nthContactRecord = (
  n: number,
  systemModstamp: Instant,
  account: number | null,
  isDeleted = false,
): ContactRecord => ({
  id: nthContactId(n),
  systemModstamp,
  isDeleted,
  accountId: account === null ? null : nthAccountId(account),
})

/** The Marketo state after these inputs. */
export const runFrom = (marketo: Marketo, ...inputs: ReadonlyArray<Input>): Marketo =>
  run(defaultSettings)(inputs, marketo).marketo

export const marketoAfter = (...inputs: ReadonlyArray<Input>): Marketo => runFrom(emptyMarketo, ...inputs)

/** Makes random values that JSON.parse can return. Objects can have the given keys and the keys `__proto__` and `constructor`. */
export const anyJson = (keys: ReadonlyArray<string>): fc.Arbitrary<unknown> =>
  fc.letrec<{ readonly json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false, 0, -1, 1e21, 1_696_444_513_000, '', '001*', '2026-03-02T09:00:00Z'),
      fc.string(),
      fc.constantFrom(
        nthAccountId(1),
        nthContactId(1),
        'Account',
        'Contact',
        'UPDATE',
        'GAP_UPDATE',
        'DELETE',
        'CREATE',
      ),
      fc.array(tie('json'), { maxLength: 3 }),
      fc
        .array(fc.tuple(fc.oneof(fc.constantFrom(...keys, '__proto__', 'constructor'), fc.string()), tie('json')), {
          maxLength: 8,
        })
        .map((entries) => JSON.parse(JSON.stringify(Object.fromEntries(entries))) as unknown),
    ),
  })).json
