/** What random histories lead to, and what can be asked about it: each contact and field that a history is about. */
import * as fc from 'fast-check'
import type { FieldName } from '../model/Field.js'
import type { Input } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import type { ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { simulateAll } from '../marketo/Simulate.js'
import { anyHistory } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'
import * as pool from './Pools.js'

/** The settings, the history under them, and where it ends. */
export interface Past {
  readonly settings: Settings
  readonly history: ReadonlyArray<Input>
  readonly marketo: Marketo
}

/** A random history under random settings, from nothing known. */
export const anyPast: fc.Arbitrary<Past> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => ({ settings, history, marketo: simulateAll(settings)(history)(emptyMarketo) }))

/** `Id` is the key of a record and no field. */
const fields: ReadonlyArray<FieldName> = [...pool.fieldNamePool, 'Id' as FieldName]

/** Each contact and field that random histories are about. */
export const contactsAndFields: ReadonlyArray<readonly [contactId: ContactId, field: FieldName]> =
  pool.contactIds.flatMap((contactId) => fields.map((field) => [contactId, field] as const))
