/** Decodes the name of a field in a question. */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { FieldName } from '../model/Field.js'
import { fieldCalled } from '../model/MarketoNames.js'

/**
 * Decodes the name of a field in a question. Some people use Marketo's display name, such as `Company Name`, instead of the API
 * name. For such a name, the error text contains the API name.
 */
export const AskedField: t.Type<FieldName, string, unknown> = new t.Type(
  FieldName.name,
  FieldName.is,
  (value, context) => {
    const decoded = FieldName.validate(value, context)
    const field = typeof value === 'string' ? fieldCalled(value) : undefined
    if (E.isRight(decoded) || field === undefined) return decoded
    return E.left(
      decoded.left.map((error) => ({
        ...error,
        message: `${String(error.message)}; in Marketo this is the name of the field ${field}`,
      })),
    )
  },
  t.identity,
)
