/**
 * Arbitrary contacts in one of their three states.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord, DeletedContact, LiveContact, PrivateContact } from '../model/Contact.js'
import { contactSynced } from '../rules/ContactSync.js'
import { anyContactRecord } from './ArbitraryInput.js'
import { anyAccountId, anyContactId } from './ArbitraryValue.js'

type Place = Pick<ContactRecord, 'accountId' | 'isDeleted'>

const samePlace = (a: Place, b: Place): boolean => a.accountId === b.accountId && a.isDeleted === b.isDeleted

/** A contact after the record that says where it is, and up to two others of its stamp before it. */
const anyContactAt = (place: fc.Arbitrary<Place>): fc.Arbitrary<Contact> =>
  fc
    .tuple(
      anyContactRecord,
      place,
      fc.uniqueArray(anyContactRecord, { maxLength: 2, comparator: samePlace, selector: (record) => record }),
    )
    .map(([head, last, others]) =>
      [...others.filter((other) => !samePlace(other, last)), last].reduce<O.Option<Contact>>(
        (contact, { accountId, isDeleted }) =>
          O.some(contactSynced({ record: { ...head, accountId, isDeleted } })(contact)),
        O.none,
      ),
    )
    .filter(O.isSome)
    .map(({ value }) => value)

const isTagged =
  <Tag extends Contact['_tag']>(tag: Tag) =>
  (contact: Contact): contact is Extract<Contact, { readonly _tag: Tag }> =>
    contact._tag === tag

/**
 * A contact live in an account, by its own records or, one in six, by a conversion alone.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLiveContact: fc.Arbitrary<LiveContact> = fc.oneof<Array<fc.WeightedArbitrary<LiveContact>>>(
  {
    weight: 5,
    arbitrary: anyContactAt(fc.record({ accountId: anyAccountId, isDeleted: fc.constant(false) })).filter(
      isTagged('LiveContact'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constant('LiveContact'),
      id: anyContactId,
      accountId: anyAccountId,
      appliedAtStamp: fc.constant([]),
    }),
  },
)

/**
 * A contact whose last record is a deletion, whether or not that names an account.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyDeletedContact: fc.Arbitrary<DeletedContact> = anyContactAt(
  fc.record({ accountId: fc.option(anyAccountId), isDeleted: fc.constant(true) }),
).filter(isTagged('DeletedContact'))

/**
 * A contact whose last record has no account.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPrivateContact: fc.Arbitrary<PrivateContact> = anyContactAt(
  fc.constant({ accountId: null, isDeleted: false }),
).filter(isTagged('PrivateContact'))
