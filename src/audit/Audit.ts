/**
 * Compares the values in Marketo with the values in Salesforce, and names the rule that explains each difference.
 *
 * @since 0.4.0
 */
import type { Instant } from '../model/Instant.js'
import type { Settings } from '../model/Settings.js'
import type { AuditOptions, AuditRows } from './AuditInput.js'
import { accountFindings } from './AccountFindings.js'
import { cellFindings } from './CellFindings.js'
import { fieldFindings } from './FieldFindings.js'
import type { Finding } from './Finding.js'
import type { AuditField } from './FieldTable.js'
import { gather } from './Gather.js'
import type { Gathered } from './Gathered.js'
import { groupsOf, instantOrNull, isCompared, mayBePersonAccount } from './Gathered.js'
import { byText } from './Ids.js'
import type { FieldFacts } from './Inference.js'
import { inferFields } from './Inference.js'
import { recordFindings } from './RecordFindings.js'
import { withoutGivenInputs } from './Refutations.js'
import type { AuditSummary } from './Summary.js'

/**
 * The result of an audit. The audit computes a finding when the caller iterates to this finding. A second iteration computes the
 * finding again.
 *
 * @category model
 * @since 0.4.0
 */
export interface Audit {
  readonly findings: Iterable<Finding>
  readonly summary: AuditSummary
}

const summaryOf = (gathered: Gathered, facts: ReadonlyArray<FieldFacts>): AuditSummary => {
  const { accounts, contacts, earlierFile, failures, people, pulls, log, options } = gathered
  const compared = [...accounts.keys.keys()].filter(
    (account) => isCompared(gathered, account) && groupsOf(gathered, account).length > 0,
  )
  const blank = (['sfdcContactId', 'sfdcAccountId', 'contactCompany'] as const).filter((column) => !people.has[column])
  return {
    rows: {
      accounts: accounts.rows,
      earlierAccounts: earlierFile?.rows ?? null,
      contacts: contacts?.rows ?? null,
      people: people.rows,
      changes: log?.rows ?? null,
      syncStatus: pulls?.rows ?? null,
      syncErrors: failures?.rows ?? null,
    },
    newerEarlierAccounts: earlierFile?.newer ?? 0,
    accountsCompared: compared.length,
    peopleCompared: compared.reduce(
      (sum, account) => groupsOf(gathered, account).reduce((count, each) => count + each.people.length, sum),
      0,
    ),
    undecidedPersonAccounts:
      accounts.mayBePersonAccounts === null
        ? null
        : compared.filter((account) => mayBePersonAccount(gathered, account)).length,
    setApart: {
      personAccounts: accounts.personAccounts.size,
      accounts: gathered.setApartAccounts.size,
      deletedAccounts: accounts.deleted.size,
      fields: options.setApartFields ?? [],
    },
    blankColumns: blank,
    peopleUntil: instantOrNull(gathered.peopleUntil),
    howFar: gathered.howFar,
    unknownStatuses: pulls?.unknownStatuses ?? [],
    log:
      log === null
        ? null
        : {
            from: log.from as Instant,
            until: log.until as Instant,
            gaps: gathered.logGaps.map(({ from, until }) => ({ from: from as Instant, until: until as Instant })),
            bySync: log.bySync,
            byOthers: log.byOthers,
            withoutSource: log.withoutSource,
          },
    fields: facts
      .map(({ compared: counts }, index) => {
        const { name, kind } = accounts.fields[index] as AuditField
        return { field: name, kind, ...counts }
      })
      .filter(({ cells }) => cells > 0)
      .sort((a, b) => byText(a.field, b.field)),
  }
}

function* allFindings(
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  sorted: ReadonlyArray<number>,
): Iterable<Finding> {
  yield* fieldFindings(
    gathered,
    facts,
    sorted.filter((account) => isCompared(gathered, account)),
  )
  for (const account of sorted) {
    const groups = groupsOf(gathered, account)
    if (isCompared(gathered, account)) yield* cellFindings(gathered, facts, account, groups)
    yield* accountFindings(gathered, account, groups)
  }
  yield* recordFindings(gathered)
}

function* findingsOf(
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  sorted: ReadonlyArray<number>,
): Iterable<Finding> {
  const withoutGiven = withoutGivenInputs(gathered)
  for (const finding of allFindings(gathered, facts, sorted)) yield withoutGiven(finding)
}

/**
 * Audits the account values that Marketo shows. The function reads each input once, before it returns. It computes the findings
 * later, while the caller iterates. The caller can iterate several times.
 *
 * Marketo links people to accounts. The audit compares a field of an account if two conditions are true: the account has the field,
 * and its people have the field.
 *
 * If Marketo's link is missing for all people, the audit infers the account of each person. The audit tries the account of the
 * contact, and the accounts whose name is the person's company name in Marketo. It chooses the account whose values Marketo shows.
 * If Marketo does not show the values of the contact's account, the audit reports `LinkUnclear`.
 *
 * The audit does not compare person accounts. The fields `IsPersonAccount` and `PersonContactId` show which accounts are person
 * accounts. The audit reads these fields in the accounts and in the earlier accounts.
 *
 * Some accounts have neither of these fields in any row. If another row or the describe result has one of the fields, such an
 * account may be a person account. The audit compares such an account, but no cause of a difference in the account is certain.
 *
 * | step    | result                                                                                                |
 * | ------- | ----------------------------------------------------------------------------------------------------- |
 * | compare | the differing values; a value that is only cut or written differently does not count (`agreement`)    |
 * | infer   | how far the sync has read, and which fields are hidden, not syncing, translated or scaled             |
 * | explain | the cause of each difference, its certainty, and other possible causes                                |
 *
 * The findings about whole fields come first. Next come the findings about accounts, in the order of the account ids. The findings
 * about other records come last, in the order of their ids. The findings do not depend on the order of the rows.
 *
 * The audit uses these parts of the settings: the cap, the hidden fields, the calculated fields, and `readings`. The `readings`
 * determine only the key `next` of a finding. For the other keys, the audit uses the cautious reading: an update may leave a local
 * edit in place.
 *
 * The audit infers the following facts from all rows together. An audit of fewer accounts can infer different facts. If the audit
 * infers the same facts, its findings about these accounts are the same.
 *
 * | inferred from all rows                                          | example of an effect                                   |
 * | --------------------------------------------------------------- | ------------------------------------------------------ |
 * | the time of the export, if no option gives it                   | whether the sync had time to read an update            |
 * | the columns that are blank for everybody                        | whether two accounts may share a company row           |
 * | the kind of a field without a describe result                   | whether a blank means false                            |
 * | whether the org has person accounts                             | whether an account may be a person account             |
 * | how far the sync has read                                       | whether an update may not have arrived yet             |
 * | whether the accounts were exported too early                    | whether Marketo may show a newer value                 |
 * | the last time at which the sync delivered a field               | whether the field may have stopped syncing             |
 * | the fields that are hidden, not syncing, translated or scaled   | one finding for the whole field                        |
 * | the values that Marketo does not translate                      | whether Marketo may show a label                       |
 * | the gaps of the log                                             | whether the log may lack an edit                       |
 * | whether the log contains local edits                            | whether the log can exclude a local edit               |
 * | whether all entries of the log have a Source                    | whether an entry of the log is an edit                 |
 * | whether the log has entries that may be about a contact field   | whether an entry of the log is about the account       |
 * | edits through people who may have belonged to another account   | whether somebody edited this account                   |
 * | names that several accounts have                                | the duplicates of an account                           |
 * | company rows that several accounts have                         | whether Marketo shows the value of another account     |
 *
 * @rule edit.until-override
 * @rule sync.only-newer
 * @rule sync.visible-fields
 * @rule sync.absent-field
 * @rule sync.formula-fields
 * @rule edit.fan-out
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { audit } from 'marketo-account-sync/audit'
 * import { readCsv } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as RA from 'fp-ts/lib/ReadonlyArray.js'
 *
 * const accounts = readCsv('accounts')(['Id,Industry\n0014W000027f6UwQAI,Electronics\n'])
 * const people = readCsv('people')(['id,sfdcAccountId,industry\n7,0014W000027f6UwQAI,Biotechnology\n'])
 * if (E.isLeft(accounts) || E.isLeft(people)) assert.fail()
 * const { findings } = audit(defaultSettings)({
 *   accounts: RA.rights([...accounts.right.records]),
 *   people: RA.rights([...people.right.records])
 * })
 * const [finding] = findings
 * assert.ok(finding?._tag === 'LocalEditStands')
 * assert.deepStrictEqual([finding.salesforce, finding.marketo], ['Electronics', 'Biotechnology'])
 * assert.deepStrictEqual([finding.certainty, finding.alternatives.at(-1)], ['open', 'Unexplained'])
 * assert.deepStrictEqual(finding.next, {
 *   _tag: 'Overridden', on: 'next sync-down', value: 'Electronics', isLogged: true
 * })
 *
 * @category queries
 * @since 0.4.0
 */
export const audit =
  (settings: Settings, options: AuditOptions = {}): ((rows: AuditRows) => Audit) =>
  (rows) => {
    const gathered = gather(settings, options, rows)
    const facts = inferFields(gathered)
    const { keys } = gathered.accounts
    const sorted = [...keys.keys()].sort((a, b) => byText(keys[a] as string, keys[b] as string))
    return {
      findings: { [Symbol.iterator]: () => findingsOf(gathered, facts, sorted)[Symbol.iterator]() },
      summary: summaryOf(gathered, facts),
    }
  }
