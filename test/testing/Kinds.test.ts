// Every kind of a union comes up in its arbitrary, at least twenty times in a thousand, or in so many as are told.
import fc from 'fast-check'
import * as rules from 'marketo-account-sync/rules'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { counted } from './sampling.js'

type Case = readonly [name: string, kindsIn: () => ReadonlyArray<string>, expected: ReadonlyArray<string>]

const floor = 20

const kinds = <A>(
  name: string,
  arbitrary: fc.Arbitrary<A>,
  kindOf: (value: A) => string,
  expected: ReadonlyArray<string>,
  draws = 1_000,
): Case => [name, () => fc.sample(arbitrary, draws).map(kindOf), expected]

const tags = (
  name: string,
  arbitrary: fc.Arbitrary<{ readonly _tag: string }>,
  expected: ReadonlyArray<string>,
): Case => kinds(name, arbitrary, ({ _tag }) => _tag, expected)

const texts = (name: string, arbitrary: fc.Arbitrary<string>, expected: ReadonlyArray<string>): Case =>
  kinds(name, arbitrary, (text) => text, expected)

const editRefused = ['UnknownContact', 'ContactNotLive', 'AccountDeleted', 'UnknownField']
const convertRefused = [
  'UnknownPerson',
  'AlreadyAContact',
  'ConversionUnderWay',
  'NewAccountNotAccepted',
  'OwnerNotAUser',
  'LeadFieldsMissing',
]
const answerRefused = ['UnknownPerson', 'NoConversionUnderWay', 'RecordAlreadyClaimed', 'NoSyncNeeded']
const explanations = ['ShownSynced', 'ShownKept', 'ShownEdited', 'NotShown']
const previews = ['WillSyncDown', 'WillSkip', 'WillIgnore']
const reasons = [
  'NothingHappened',
  'NotLive',
  'Elsewhere',
  'Deferred',
  'Moved',
  'Refused',
  'AnsweredBefore',
  'Late',
  'Repeated',
  'NotSynced',
  'Absent',
  'Skipped',
  'NoChange',
  'OtherContact',
  'EditsNotLogged',
  'OverTheCap',
]
const readAgainReasons = ['gap', 'overflow', 'wildcard', 'not held', 'diff', 'compound']

const some = (items: ReadonlyArray<unknown>): string => (items.length > 0 ? 'some' : 'none')

const contentOf = (page: {
  readonly records: ReadonlyArray<unknown>
  readonly errors: ReadonlyArray<unknown>
}): string => `${some(page.records)}, ${some(page.errors)}`
const recordsAndErrors = ['some, some', 'some, none', 'none, some', 'none, none']

/** Without those of a contact's id that is right, and for which another `sfdcType` leaves no place: about one in ten thousand. */
const errorsOfOtherValues = any.anyDecodeError.filter(({ path }) => path !== 'person.sfdcContactId')

const placeOf = ({ path }: { readonly path: string }): string => {
  if (['_tag', 'at', 'record'].includes(path)) return path
  if (/^record\.\w+$/.test(path)) return 'in the record'
  return path.includes('.') ? 'elsewhere, deeper' : 'elsewhere'
}

const cases: ReadonlyArray<Case> = [
  tags('anyDelivery', any.anyDelivery, ['SyncAccount', 'SyncContact', 'ConfirmConversion', 'FailConversion']),
  tags('anyRequest', any.anyRequest, ['EditAccountField', 'PutPerson', 'ConvertPerson']),
  tags('anyAccountEvent', any.anyAccountEvent, ['AccountSyncedDown', 'AccountSkipped', 'AccountFieldEdited']),
  tags('anyPersonEvent', any.anyPersonEvent, [
    'PersonPut',
    'ConversionRequested',
    'ConversionConfirmed',
    'ConversionFailed',
  ]),
  kinds('anyConvertiblePerson', any.anyConvertiblePerson, ({ sfdc }) => sfdc._tag, ['NotInSalesforce', 'SfdcLead']),
  kinds('anyLiveContact', any.anyLiveContact, ({ appliedAtStamp }) => String(appliedAtStamp.length), [
    '0',
    '1',
    '2',
    '3',
  ]),
  kinds('anyDecodeError, of what is found', errorsOfOtherValues, ({ found }) => found, [
    'nothing',
    'null',
    '""',
    '"a"',
    '-1',
    '0.5',
    'true',
    'an array of 0',
    'an array of 1',
    'an object of 0 keys',
    'an object of 1 keys',
  ]),
  kinds('anyDecodeError, by its place', any.anyDecodeError, placeOf, [
    '_tag',
    'at',
    'record',
    'in the record',
    'elsewhere',
    'elsewhere, deeper',
  ]),
  tags('anyEditRefused', any.anyEditRefused, editRefused),
  tags('anyConvertRefused', any.anyConvertRefused, convertRefused),
  tags('anyAnswerRefused', any.anyAnswerRefused, answerRefused),
  kinds(
    'anyRefused',
    any.anyRefused,
    ({ refusal, input }) => `${input._tag}: ${refusal._tag}`,
    [
      ...editRefused.map((tag) => `EditAccountField: ${tag}`),
      'PutPerson: ConversionUnderWay',
      ...convertRefused.map((tag) => `ConvertPerson: ${tag}`),
      ...['UnknownPerson', 'NoConversionUnderWay', 'RecordAlreadyClaimed'].map((tag) => `ConfirmConversion: ${tag}`),
      ...['UnknownPerson', 'NoConversionUnderWay', 'NoSyncNeeded'].map((tag) => `FailConversion: ${tag}`),
    ],
    // Two refusals are shared by two inputs, each of which comes half as often.
    2_000,
  ),
  kinds('anyContactNotLive', any.anyContactNotLive, ({ why }) => why, ['deleted', 'private', 'elsewhere']),
  kinds('anyRecordAlreadyClaimed', any.anyRecordAlreadyClaimed, ({ id, why }) => `${id.slice(0, 3)} ${why}`, [
    '001 outcome of another conversion',
    '003 outcome of another conversion',
    '003 contact of another person',
    '006 outcome of another conversion',
  ]),
  kinds('anyLeadFieldsMissing', any.anyLeadFieldsMissing, ({ missing }) => missing.join(), [
    'lastName',
    'company',
    'lastName,company',
  ]),
  texts('anyFailedAt', any.anyFailedAt, ['sync', 'convert']),
  texts('anyNeededByLead', any.anyNeededByLead, ['lastName', 'company']),
  texts('anyOverrideOn', any.anyOverrideOn, ['every-update', 'field-change']),
  texts('anyLocalEditLog', any.anyLocalEditLog, ['edited-contact', 'every-contact', 'none']),
  kinds(
    'anyTaken, of contacts',
    fc.tuple(any.anyTaken, any.anyContactId, any.anyPersonId),
    ([{ contactOfAnother }, contactId, personId]) => contactOfAnother(contactId, personId)._tag,
    ['Some', 'None'],
  ),
  kinds(
    'anyTaken, of outcomes',
    fc.tuple(any.anyTaken, any.anyOpportunityId),
    ([{ outcomeOf }, opportunityId]) => outcomeOf(opportunityId)._tag,
    ['Some', 'None'],
  ),
  texts('anyBasis', any.anyBasis, ['documented', 'inferred', 'ours']),
  texts('anyPinnedBy', any.anyPinnedBy, ['law', 'type']),
  texts('anyRuleSetting', any.anyRuleSetting, [
    ...new Set(rules.ruleIds.flatMap((id) => rules.rule(id).dependsOn ?? [])),
  ]),
  kinds('anyRule', any.anyRule, ({ basis }) => basis, ['documented', 'inferred', 'ours']),
  tags('anyExplanation', any.anyExplanation, explanations),
  kinds('anyNotShown', any.anyNotShown, ({ why }) => why, [
    'unknown contact',
    'deleted contact',
    'private contact',
    'never carried',
    'not a field',
    'ignored',
    'hidden',
  ]),
  texts('anyNextOverride', any.anyNextOverride, ['next sync-down', 'next change', 'none']),
  texts('anyNotSynced', any.anyNotSynced, ['not a field', 'ignored', 'hidden']),
  kinds('anyEditAtRisk', any.anyEditAtRisk, ({ override }) => override, ['next sync-down', 'next change']),
  tags('anyPreview', any.anyPreview, previews),
  kinds('anyLogging', any.anyLogging, ({ because }) => because, [
    'no change',
    'no live contact',
    'over the cap',
    'changes',
  ]),
  kinds('anyWillSyncDown', any.anyWillSyncDown, ({ editsLost }) => String(editsLost.length > 0), ['true', 'false']),
  kinds('anyWillIgnore', any.anyWillIgnore, ({ why }) => why, ['late', 'repeated']),
  kinds('anyLeftOut', any.anyLeftOut, ({ why }) => why, ['ignored', 'hidden']),
  tags('anyConversionPreview', any.anyConversionPreview, ['WillConvert', 'WillRefuse']),
  tags(
    'anyWillRefuse',
    any.anyWillRefuse.map(({ refusal }) => refusal),
    convertRefused,
  ),
  kinds('anyWillConvert', any.anyWillConvert, ({ asks, sameName }) => `${asks.length} ${String(sameName.length > 0)}`, [
    '1 true',
    '1 false',
    '2 true',
    '2 false',
  ]),
  tags('anyLogAnswer', any.anyLogAnswer, ['Logged', 'NotLogged']),
  tags('anyReason', any.anyReason, reasons),
  kinds('anyLogged', any.anyLogged, ({ activity }) => activity.cause, ['sync-down', 'local edit']),
  tags('anyAnswer', any.anyAnswer, [
    ...explanations,
    ...previews,
    'WillConvert',
    'WillRefuse',
    'Logged',
    'NotLogged',
    'EditAtRisk',
  ]),
  kinds(
    'anyQueriedRecord',
    any.anyQueriedRecord,
    (record) => `${record.attributes?.type ?? ''} ${String('Id' in record)}`,
    ['Account true', 'Account false', 'Contact true', 'Contact false'],
  ),
  kinds(
    'anyQueryResult',
    any.anyQueryResult,
    ({ done, nextRecordsUrl }) => `${String(done)} ${typeof nextRecordsUrl}`,
    ['true undefined', 'false string', 'false undefined'],
  ),
  kinds('anyAccountRecordPage', any.anyAccountRecordPage, contentOf, recordsAndErrors),
  kinds('anyContactRecordPage', any.anyContactRecordPage, contentOf, recordsAndErrors),
  tags('anyLoggedActivity', any.anyLoggedActivity, ['LoggedChange', 'LoggedConversion', 'OtherActivity']),
  kinds('anyLoggedChange', any.anyLoggedChange, ({ field }) => field._tag, ['Some', 'None']),
  kinds(
    'anyActivityPage',
    any.anyActivityPage,
    ({ errors, activities }) => `${String(activities.length > 0)} ${String(errors.length > 0)}`,
    ['true true', 'true false', 'false true', 'false false'],
  ),
  kinds('anyMarketoActivity', any.anyMarketoActivity, ({ activityTypeId }) => String(activityTypeId), ['13', '21']),
  texts('anyDateKind', any.anyDateKind, ['date', 'datetime']),
  texts('anyReadAgainReason', any.anyReadAgainReason, readAgainReasons),
  tags('anyReadAgain', any.anyReadAgain, ['ReadAccountsAgain', 'ReadContactsAgain']),
  kinds(
    'anyReadAccountsAgain',
    any.anyReadAccountsAgain,
    ({ _tag, why }) => `${_tag}: ${why}`,
    readAgainReasons.map((why) => `ReadAccountsAgain: ${why}`),
  ),
  kinds(
    'anyReadContactsAgain',
    any.anyReadContactsAgain,
    ({ _tag, why }) => `${_tag}: ${why}`,
    readAgainReasons.slice(0, 4).map((why) => `ReadContactsAgain: ${why}`),
  ),
  kinds(
    'anyChanges',
    any.anyChanges,
    ({ deliveries, refetch }) => `${String(deliveries.length > 0)} ${String(refetch.length > 0)}`,
    ['true true', 'true false', 'false true', 'false false'],
  ),
  kinds('anySyncState', any.anySyncState, ({ deferred }) => String(deferred.length > 0), ['true', 'false']),
  kinds(
    'anyCycle',
    any.anyCycle,
    ({ deferred, steps }) => `${String(deferred.length > 0)} ${String(steps.length > 0)}`,
    ['true true', 'false true', 'false false'],
  ),
  kinds('anyAccountPicture', any.anyAccountPicture, ({ isDeleted }) => String(isDeleted), ['true', 'false']),
  kinds('anyContactPicture', any.anyContactPicture, ({ status }) => status, ['live', 'deleted', 'private']),
  kinds('anyPersonPicture', any.anyPersonPicture, ({ sfdc }) => sfdc.status, [
    'not in Salesforce',
    'lead',
    'contact',
    'converting',
  ]),
  kinds('anyConvertiblePicture', any.anyConvertiblePicture, ({ status }) => status, ['not in Salesforce', 'lead']),
  kinds('anyOutcome', any.anyOutcome, (outcome) => Object.keys(outcome).join(), [
    'refusal',
    'deferral',
    'activities,toSalesforce',
  ]),
  kinds(
    'anyEffects',
    any.anyEffects,
    ({ activities, toSalesforce }) => (activities.length > 0 ? 'logs' : toSalesforce.length > 0 ? 'asks' : 'nothing'),
    ['logs', 'asks', 'nothing'],
  ),
]

describe('every kind comes up', () => {
  test.each(cases)('%s', (_name, kindsIn, expected) => {
    const counts = counted(kindsIn())
    expect([...counts.keys()].sort()).toEqual([...expected].sort())
    expect([...counts].filter(([, count]) => count < floor)).toEqual([])
  })
})
