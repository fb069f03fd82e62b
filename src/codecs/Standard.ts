/**
 * Converts the codecs to Standard Schemas. Many web frameworks and form libraries accept a Standard Schema from any library.
 *
 * @since 0.4.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { decodeErrors } from '../model/DecodeError.js'

/**
 * One error in a value. The error contains a sentence about the problem, and the keys that lead to the wrong part of the value.
 *
 * @category model
 * @since 0.4.0
 */
export interface StandardIssue {
  readonly message: string
  readonly path: ReadonlyArray<string>
}

/**
 * Version 1 of the Standard Schema interface (https://standardschema.dev), without the parts that a codec cannot offer.
 * Validation is synchronous.
 *
 * @category model
 * @since 0.4.0
 */
export interface StandardSchema<A> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'marketo-account-sync'
    readonly validate: (
      value: unknown,
    ) => { readonly value: A; readonly issues?: undefined } | { readonly issues: ReadonlyArray<StandardIssue> }
    /** This property exists only for type inference, not at run time. */
    readonly types?: { readonly input: unknown; readonly output: A } | undefined
  }
}

/**
 * Converts a codec to a Standard Schema. For a valid value, the schema returns the decoded value. For any other value, it returns
 * one issue for each `DecodeError`.
 *
 * @example
 * import { InputFromJson, standard } from 'marketo-account-sync/codecs'
 *
 * const schema = standard(InputFromJson)
 * assert.deepStrictEqual(schema['~standard'].validate({ _tag: 'EditAccountField', at: 'noon' }), {
 * issues: [
 * { path: ['at'], message: 'expected a date and time that exists, in ISO 8601 with its offset, found "noon"' },
 * { path: ['contactId'], message: 'expected the id of a Contact, 15 or 18 letters and digits beginning with 003, found nothing' },
 * { path: ['field'], message: 'expected the API name of a Salesforce field: a letter, then letters, digits and _, found nothing' },
 * { path: ['value'], message: 'expected a string, a finite number, true, false or null, found nothing' }
 * ]
 * })
 *
 * @category constructors
 * @since 0.4.0
 */
export const standard = <A>(codec: t.Type<A, unknown, unknown>): StandardSchema<A> => ({
  '~standard': {
    version: 1,
    vendor: 'marketo-account-sync',
    validate: (value) => {
      const decoded = codec.decode(value)
      if (E.isRight(decoded)) return { value: decoded.right }
      const paths = decoded.left.map(({ context }) => context.map(({ key }) => key).filter((key) => key !== ''))
      const issues = decodeErrors(decoded.left).map(({ expected, found }, index) => ({
        message: `expected ${expected}, found ${found}`,
        path: paths[index] ?? [],
      }))
      return { issues }
    },
  },
})
