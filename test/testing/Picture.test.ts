import * as O from 'fp-ts/lib/Option.js'
import { marketoOf } from 'marketo-account-sync'
import { pictureOf, reference } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { account, live, nthAccountId, nthContactId } from '../helpers/values.js'

const empty = { accounts: [], contacts: [], persons: [], conversions: [] }
const shownOf = (picture: ReturnType<ReturnType<typeof pictureOf>>) => picture.contacts[nthContactId(1)]

test('in the picture of a Marketo state, a contact shows exactly the values that `valueForContact` returns', () => {
  const marketo = marketoOf({ ...empty, accounts: [account(1, { Name: 'a', Industry: 'b' })], contacts: [live()] })
  const onlyName = { ...reference, valueForContact: (_id: unknown, field: string) => () => field === 'Name' ? O.some('c') : O.none } // prettier-ignore
  expect(shownOf(pictureOf(onlyName)(marketo))).toEqual({
    status: 'live',
    accountId: nthAccountId(1),
    shown: { Name: 'c' },
  })
})

test('in the picture of a Marketo state, a contact of an unknown account shows no values, even if `valueForContact` returns values', () => {
  const marketo = marketoOf({ ...empty, contacts: [live()] })
  const anything = { ...reference, valueForContact: () => () => O.some('c') }
  expect(shownOf(pictureOf(anything)(marketo))).toEqual({ status: 'live', accountId: nthAccountId(1), shown: {} })
})
