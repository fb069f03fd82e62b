/**
 * Most random inputs use these few ids, fields, values and SystemModstamps. Therefore several inputs are about the same record or
 * field.
 */
import type { FieldName, FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId, SalesforceId, UserId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'

const salesforceId =
  (prefix: string) =>
  (n: number): string => {
    const fifteen = `${prefix}4W${String(n).padStart(10, '0')}`
    return fifteen + idSuffix(fifteen)
  }

export const accountIds = [1, 2, 3].map(salesforceId('001')) as ReadonlyArray<string> as ReadonlyArray<AccountId>
export const contactIds = [1, 2, 3, 4, 5, 6].map(
  salesforceId('003'),
) as ReadonlyArray<string> as ReadonlyArray<ContactId>
/** The ids of 66 contacts. They are enough for a test in which one account has more than 64 contacts. */
export const crowdIds = Array.from({ length: 66 }, (_, n) =>
  salesforceId('003')(n + 1),
) as ReadonlyArray<string> as ReadonlyArray<ContactId>
export const opportunityIds = [1, 2, 3].map(
  salesforceId('006'),
) as ReadonlyArray<string> as ReadonlyArray<OpportunityId>
export const userIds = [1, 2].map(salesforceId('005')) as ReadonlyArray<string> as ReadonlyArray<UserId>
export const queueId = salesforceId('00G')(1) as SalesforceId
export const personIds = [1, 2, 3] as unknown as ReadonlyArray<PersonId>

/** Two ordinary names, a name that every object inherits, and a name that the sync ignores. */
export const fieldNamePool = [
  'Name',
  'Industry',
  'constructor',
  'Fax',
] as ReadonlyArray<string> as ReadonlyArray<FieldName>
export const fieldValuePool: ReadonlyArray<FieldValue> = ['a', 'b', null, '', 0, false]
/**
 * Each of these values resembles a usual value. The letter case is different, or the numeric value is the same. A careless
 * comparison confuses the two values.
 */
export const similarValuePool: ReadonlyArray<FieldValue> = ['A', 1, true]

/** Four consecutive seconds from 2020-10-22T21:03:20Z, and half a second after each of the first three. */
export const instantPool = [0, 1_000, 2_000, 3_000, 500, 1_500, 2_500].map(
  (milliseconds) => 1_603_400_600_000 + milliseconds,
) as unknown as ReadonlyArray<Instant>

/**
 * Instants from 1970 to 2099, because some programming languages cannot represent other instants. The range leaves out one day at
 * each end, because an offset from UTC can move an instant by almost a day.
 */
export const instantRange = { min: 86_400_000, max: 4_102_358_399_999 }

/** Characters that `trim` removes in ECMAScript, but perhaps not in other programming languages. */
export const whiteSpacePool: ReadonlyArray<string> = Array.from(
  '\t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff',
)
/** Characters that `trim` keeps in ECMAScript, but perhaps not in other programming languages. */
export const notWhiteSpacePool: ReadonlyArray<string> = Array.from('\u001c\u001d\u001e\u001f\u0085\u180e\u200b')
