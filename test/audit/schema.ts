// A describe result of Account with one field that Salesforce calculates.
import * as E from 'fp-ts/lib/Either.js'
import type { ObjectSchema } from 'marketo-account-sync/records'
import { schemaFromDescribe } from 'marketo-account-sync/records'

export const formulaSchema = (name: string): ObjectSchema =>
  E.getOrElseW((errors: unknown) => {
    throw new Error(JSON.stringify(errors))
  })(
    schemaFromDescribe({
      name: 'Account',
      fields: [
        { name, label: name, type: 'string', calculated: true, compoundFieldName: null, relationshipName: null },
      ],
      childRelationships: [],
    }),
  )
