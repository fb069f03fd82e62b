/** The options for reading rows, and the type of a decoder. */
import type { KnownFields } from './AccountFields.js'
import type { Notation } from './Notation.js'
import { apiNotation } from './Notation.js'
import type { Reading } from './Reading.js'

/**
 * The options for reading rows. The known fields help to recognise field names in a log, and the describe result contains the
 * types of the fields.
 *
 * @category model
 * @since 0.2.0
 */
export interface RowOptions extends KnownFields {
  /** The way in which the file writes numbers, dates and times. Missing keys have the values of {@link apiNotation}. */
  readonly notation?: Partial<Notation>
}

/** Decodes the current row. The result is ignored if the row has a fault. */
export type DecodeRow<A> = (reading: Reading) => A | undefined

export const notationOf = ({ notation }: RowOptions): Notation => ({ ...apiNotation, ...notation })
