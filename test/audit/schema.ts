// Describe results of Account with one field.
import * as E from 'fp-ts/lib/Either.js'
import type { ObjectSchema } from 'marketo-account-sync/records'
import { schemaFromDescribe } from 'marketo-account-sync/records'

const schemaOf = (name: string, type: string, calculated: boolean): ObjectSchema =>
  E.getOrElseW((errors: unknown) => {
    throw new Error(JSON.stringify(errors))
  })(
    schemaFromDescribe({
      name: 'Account',
      fields: [{ name, label: name, type, calculated, compoundFieldName: null, relationshipName: null }],
      childRelationships: [],
    }),
  )

/** The schema has one field that Salesforce calculates. */
export const formulaSchema = (name: string): ObjectSchema => schemaOf(name, 'string', true)

export const fieldSchema = (name: string, type: string): ObjectSchema => schemaOf(name, type, false)
