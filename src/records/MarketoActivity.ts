/**
 * Converts activities of this model to the form in which Marketo's REST API returns them. Change Data Value is activity type 13,
 * and Convert Lead is activity type 21.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Activity, ChangeDataValue, ConvertLead } from '../model/Activity.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { ContactId } from '../model/SalesforceId.js'
import { marketoField } from './MarketoField.js'

/**
 * An activity in the form in which Marketo's REST API returns it (Get Lead Activities).
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoActivity {
  readonly id: number
  readonly marketoGUID: string
  readonly leadId: PersonId
  readonly activityDate: string
  readonly activityTypeId: 13 | 21
  readonly primaryAttributeValueId?: number
  readonly primaryAttributeValue: string
  readonly attributes: ReadonlyArray<MarketoAttribute>
}

/**
 * One attribute of an activity. Marketo leaves out empty attributes.
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoAttribute {
  readonly name: string
  readonly value: string
}

/**
 * The ids and names that only the caller knows, because they differ between Marketo instances.
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoIds {
  readonly activityId: (activity: Activity) => number
  /**
   * Returns the id of the Marketo lead for a contact. The library does not call this function for a Convert Lead activity,
   * because that activity already contains the id of the person.
   */
  readonly leadId: (contactId: ContactId) => O.Option<PersonId>
  /** Returns Marketo's number for a field. If the function returns `O.none`, the activity has no `primaryAttributeValueId`. */
  readonly fieldId: (field: FieldName) => O.Option<number>
  /**
   * Returns Marketo's display name for a field. The library calls this function only for a field whose display name Marketo does
   * not document. If the caller passes no function, the library uses the Salesforce API name.
   */
  readonly displayName?: (field: FieldName) => O.Option<string>
}

/**
 * The caller's function `leadId` returned no lead for the contact of an activity.
 *
 * @category model
 * @since 0.1.0
 */
export interface NoLead {
  readonly _tag: 'NoLead'
  readonly contactId: ContactId
}

/**
 * The Reason attribute of a Change Data Value activity. We do not know the texts of the real Salesforce sync, so we invented
 * these texts. Each text contains the name of this library. Therefore nobody will believe that the text comes from Marketo.
 *
 * @category model
 * @since 0.1.0
 */
export const modelReason: Readonly<Record<ChangeDataValue['cause'], string>> = {
  'sync-down': 'marketo-account-sync: sync-down',
  'local edit': 'marketo-account-sync: local edit',
}

/**
 * The Source attribute of a Change Data Value activity. We invented this text, like {@link modelReason}.
 *
 * @category model
 * @since 0.1.0
 */
export const modelSource = 'marketo-account-sync'

/**
 * Writes a value in the form of Marketo's activity log, in which every value is a string. A boolean becomes `True` or `False`,
 * and null becomes an empty string.
 *
 * @example
 * import { textInLog } from 'marketo-account-sync/records'
 *
 * assert.deepStrictEqual([true, 1000, null, 'Biotechnology'].map(textInLog), ['True', '1000', '', 'Biotechnology'])
 *
 * @category queries
 * @since 0.1.0
 */
export const textInLog = (value: FieldValue): string => {
  if (value === null) return ''
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value)
}

const attributesOf = (texts: Readonly<Record<string, string>>): ReadonlyArray<MarketoAttribute> =>
  Object.entries(texts)
    .map(([name, value]) => ({ name, value }))
    .filter(({ value }) => value !== '')

const displayNameOf = (ids: MarketoIds, field: FieldName): string => {
  const documented = marketoField(field)
  if (O.isSome(documented)) return documented.value.displayName
  return O.getOrElse((): string => field)(ids.displayName?.(field) ?? O.none)
}

const headOf = (ids: MarketoIds, activity: Activity, leadId: PersonId) => {
  const id = ids.activityId(activity)
  return { id, marketoGUID: String(id), leadId, activityDate: Instant.encode(activity.at) }
}

const fromChange = (ids: MarketoIds, change: ChangeDataValue, leadId: PersonId): MarketoActivity => {
  const fieldId = ids.fieldId(change.field)
  return {
    ...headOf(ids, change, leadId),
    activityTypeId: 13,
    ...(O.isSome(fieldId) ? { primaryAttributeValueId: fieldId.value } : {}),
    primaryAttributeValue: displayNameOf(ids, change.field),
    attributes: attributesOf({
      'New Value': textInLog(change.newValue),
      'Old Value': textInLog(change.oldValue),
      Reason: modelReason[change.cause],
      Source: modelSource,
    }),
  }
}

const fromConversion = (ids: MarketoIds, conversion: ConvertLead): MarketoActivity => ({
  ...headOf(ids, conversion, conversion.personId),
  activityTypeId: 21,
  primaryAttributeValue: conversion.assignTo,
  attributes: attributesOf({
    'Converted Status': conversion.convertedStatus,
    'Send Notification Email': textInLog(conversion.notifyOwner),
  }),
})

/**
 * Converts an activity to the form of Marketo's REST API. The caller supplies the ids. The result does not show whether a lead
 * conversion succeeded, because the REST form has no attribute for this.
 *
 * | in the activity                         | in Marketo's form                                                           |
 * | --------------------------------------- | --------------------------------------------------------------------------- |
 * | a field with a documented name          | the documented name, such as `Company Name` for `Name`                      |
 * | any other field, such as a custom field | the name from the caller's `displayName`, otherwise the Salesforce API name |
 * | a value that is null or empty           | no attribute                                                                |
 * | the cause                               | Reason and Source, in texts that we invented                                |
 * | a contact without a lead                | nothing: the result is `NoLead`                                             |
 *
 * @category queries
 * @since 0.1.0
 */
export const toMarketoActivity =
  (ids: MarketoIds) =>
  (activity: Activity): E.Either<NoLead, MarketoActivity> => {
    switch (activity._tag) {
      case 'ChangeDataValue': {
        const { contactId } = activity
        const leadId = ids.leadId(contactId)
        return O.isSome(leadId)
          ? E.right(fromChange(ids, activity, leadId.value))
          : E.left({ _tag: 'NoLead', contactId })
      }
      case 'ConvertLead':
        return E.right(fromConversion(ids, activity))
    }
  }
