/**
 * The kinds of files, and the special columns of each kind.
 *
 * @since 0.2.0
 */
import { squash } from './AccountFields.js'

/**
 * The special columns of each kind of file. In a file of the kind `accounts` or `people`, any other column can be a field of the
 * account.
 *
 * @category model
 * @since 0.2.0
 */
export interface Columns {
  /** Accounts from Salesforce. */
  readonly accounts: 'id' | 'systemModstamp' | 'isDeleted' | 'masterRecordId'
  /** Contacts from Salesforce. */
  readonly contacts: 'id' | 'accountId' | 'systemModstamp' | 'isDeleted' | 'masterRecordId'
  /** People from Marketo. */
  readonly people:
    'id' | 'sfdcContactId' | 'sfdcAccountId' | 'sfdcId' | 'sfdcType' | 'sfdcIsDeleted' | 'contactCompany' | 'updatedAt'
  /** Marketo's activity log. A log has either a column `attributes`, or columns for the old and the new value. */
  readonly changes:
    | 'id'
    | 'leadId'
    | 'activityDate'
    | 'activityTypeId'
    | 'primaryAttributeValue'
    | 'attributes'
    | 'newValue'
    | 'oldValue'
    | 'reason'
    | 'source'
  /** The Sync Status page of Marketo's Salesforce sync. The columns are named as on the page. */
  readonly syncStatus: 'startedAt' | 'endedAt' | 'object' | 'operation' | 'status' | 'failedItems' | 'skipped'
  /** The Sync Errors page of Marketo's Salesforce sync. */
  readonly syncErrors: 'failedOn' | 'errorType' | 'personId' | 'salesforceId'
}

/**
 * @category model
 * @since 0.2.0
 */
export type ExportKind = keyof Columns

/** @category model @since 0.2.0 */
export type ColumnOf<K extends ExportKind> = Columns[K]

interface KindOfFile {
  /**
   * The names that each column can have in a header, in lower case without spaces and underscores. Empty if the vendor does not
   * publish the names.
   */
  readonly columns: Readonly<Record<string, ReadonlyArray<string>>>
  /** Groups of columns. The file needs at least one column of each group. */
  readonly required: ReadonlyArray<ReadonlyArray<string>>
  /** What happens if the file does not have an optional column. */
  readonly losses: Readonly<Record<string, string>>
}

const salesforceColumns = {
  systemModstamp: ['systemmodstamp'],
  isDeleted: ['isdeleted', 'deleted'],
  masterRecordId: ['masterrecordid'],
}

const kinds: Readonly<Record<ExportKind, KindOfFile>> = {
  accounts: {
    columns: { id: ['id', 'accountid'], ...salesforceColumns },
    required: [['id']],
    losses: {
      systemModstamp: 'an update that Marketo has not read yet looks like any other difference',
      isDeleted: 'every account of the file counts as not deleted',
    },
  },
  contacts: {
    columns: { id: ['id', 'contactid'], accountId: ['accountid', 'account.id'], ...salesforceColumns },
    required: [['id'], ['accountId']],
    losses: {
      systemModstamp: 'a move that Marketo has not read yet looks like a stale link',
      isDeleted: 'every contact of the file counts as not deleted',
    },
  },
  people: {
    columns: {
      id: ['id', 'leadid'],
      sfdcContactId: ['sfdccontactid'],
      sfdcAccountId: ['sfdcaccountid'],
      sfdcId: ['sfdcid'],
      sfdcType: ['sfdctype'],
      sfdcIsDeleted: ['sfdcisdeleted'],
      contactCompany: ['contactcompany'],
      updatedAt: ['updatedat'],
    },
    required: [['id'], ['sfdcContactId', 'sfdcAccountId']],
    losses: {
      sfdcContactId: 'the account of a person in Salesforce is not known, so stale links are not found',
      sfdcAccountId: 'the account to which Marketo links a person is not known, so stale links are not found',
      contactCompany: 'an account that is split over several company rows of Marketo is not found',
    },
  },
  changes: {
    columns: {
      id: ['marketoguid', 'id'],
      leadId: ['leadid'],
      activityDate: ['activitydate'],
      activityTypeId: ['activitytypeid'],
      primaryAttributeValue: ['primaryattributevalue'],
      attributes: ['attributes'],
      newValue: ['newvalue'],
      oldValue: ['oldvalue'],
      reason: ['reason'],
      source: ['source'],
    },
    required: [
      ['leadId'],
      ['activityDate'],
      ['primaryAttributeValue'],
      ['attributes', 'newValue'],
      ['activityTypeId', 'newValue'],
    ],
    losses: {},
  },
  syncStatus: {
    columns: {
      startedAt: [],
      endedAt: [],
      object: [],
      operation: [],
      status: [],
      failedItems: [],
      skipped: [],
    },
    required: [['startedAt'], ['object'], ['operation'], ['status']],
    losses: {},
  },
  syncErrors: {
    columns: { failedOn: [], errorType: [], personId: [], salesforceId: [] },
    required: [['personId', 'salesforceId']],
    losses: { failedOn: 'errors that somebody has fixed since look like all other errors' },
  },
}

export const columnsOf = (kind: ExportKind): ReadonlyArray<string> => Object.keys(kinds[kind].columns)

/**
 * Tests whether the caller must pass the column names of this kind of file. The caller must pass the names if the vendor does not
 * publish them.
 */
export const isUnpublished = (kind: ExportKind): boolean => kind === 'syncStatus' || kind === 'syncErrors'

/** Tests whether files of this kind can also have columns for account fields. */
export const hasFields = (kind: ExportKind): boolean => kind === 'accounts' || kind === 'people'

/** Returns the names in the header that fit a column. The best name comes first. */
export const candidates = (kind: ExportKind, column: string, header: ReadonlyArray<string>): ReadonlyArray<string> =>
  (kinds[kind].columns[column] ?? []).flatMap((name) => header.filter((each) => squash(each) === name))

/**
 * Returns groups of columns for a kind of file. A file of this kind needs one or more columns of each group.
 *
 * @example
 * import { requiredColumns } from 'marketo-account-sync/exports'
 *
 * assert.deepStrictEqual(requiredColumns('people'), [['id'], ['sfdcContactId', 'sfdcAccountId']])
 *
 * @category mappings
 * @since 0.4.0
 */
export const requiredColumns = (kind: ExportKind): ReadonlyArray<ReadonlyArray<string>> => kinds[kind].required

/** A file needs one or more columns of each group. Returns each group that has no column in the header. */
export const missingGroups = (
  kind: ExportKind,
  isFound: (column: string) => boolean,
): ReadonlyArray<ReadonlyArray<string>> => requiredColumns(kind).filter((group) => !group.some(isFound))

/** Tests whether a header contains all columns that this kind of file needs. */
export const hasColumnsOf = (kind: ExportKind, header: ReadonlyArray<string>): boolean =>
  !isUnpublished(kind) && missingGroups(kind, (column) => candidates(kind, column, header).length > 0).length === 0

export const lossesOf = (kind: ExportKind): ReadonlyArray<readonly [column: string, loss: string]> =>
  Object.entries(kinds[kind].losses)
