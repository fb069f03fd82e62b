/** The few ids, fields, values and stamps that most random inputs use, so that inputs are about the same things. */
import type { FieldName, FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId, SalesforceId, UserId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'

const salesforceId =
  (prefix: string) =>
  (n: number): string => {
    const fifteen = `${prefix}4W000000000${n}`
    return fifteen + idSuffix(fifteen)
  }

export const accountIds = [1, 2, 3].map(salesforceId('001')) as ReadonlyArray<string> as ReadonlyArray<AccountId>
export const contactIds = [1, 2, 3, 4, 5, 6].map(
  salesforceId('003'),
) as ReadonlyArray<string> as ReadonlyArray<ContactId>
export const opportunityIds = [1, 2, 3].map(
  salesforceId('006'),
) as ReadonlyArray<string> as ReadonlyArray<OpportunityId>
export const userIds = [1, 2].map(salesforceId('005')) as ReadonlyArray<string> as ReadonlyArray<UserId>
export const queueId = salesforceId('00G')(1) as SalesforceId
export const personIds = [1, 2, 3] as unknown as ReadonlyArray<PersonId>

/** Two ordinary names, one that every object inherits, and one that the sync ignores. */
export const fieldNamePool = [
  'Name',
  'Industry',
  'constructor',
  'Fax',
] as ReadonlyArray<string> as ReadonlyArray<FieldName>
export const fieldValuePool: ReadonlyArray<FieldValue> = ['a', 'b', null, '', 0, false]

/** 2020-10-22T21:03:20Z and the seconds after it. */
export const instantPool = [0, 1, 2, 3].map(
  (second) => 1_603_400_600_000 + second * 1_000,
) as unknown as ReadonlyArray<Instant>
