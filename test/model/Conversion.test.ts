import { conversionIds } from 'marketo-account-sync'
import { expect, test } from 'vitest'
import { nthAccountId, nthContactId, nthOpportunityId, personId } from '../helpers/values.js'

test('[convert.creates-three] the records of a conversion are its account, its contact and its opportunity', () => {
  const conversion = {
    personId: personId(1),
    accountId: nthAccountId(1),
    contactId: nthContactId(2),
    opportunityId: nthOpportunityId(3),
  }
  expect(conversionIds(conversion)).toEqual([nthAccountId(1), nthContactId(2), nthOpportunityId(3)])
})
