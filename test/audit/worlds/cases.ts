// Cases for the audit of a world: inputs that are missing, and settings that describe Marketo wrongly.
import type { Settings } from 'marketo-account-sync'
import { settingsWith } from 'marketo-account-sync'
import type { AuditOptions } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { accountSchema } from './describe.js'
import { twoWayField } from './fields.js'
import type { Behaviour } from './marketo.js'
import type { Inputs } from './read.js'
import { rowsOf, usualInputs } from './read.js'
import { activityCap } from './salesforce.js'
import type { Score } from './score.js'
import { scoreOf } from './score.js'
import type { World } from './world.js'

export interface Case {
  readonly name: string
  readonly behaviour: Behaviour
  readonly inputs: Partial<Inputs>
  /** The behaviour that the settings of the audit describe. The default is the real behaviour of Marketo in the world. */
  readonly told?: Behaviour
  readonly partial?: AuditOptions['partial']
  readonly setApartFields?: AuditOptions['setApartFields']
}

const withInputs = (name: string, inputs: Partial<Inputs>): Case => ({ name, behaviour: {}, inputs })

const noLog = { log: 'none', describe: false } as const

/** One case for each combination of inputs that a user can have. */
export const inputCases: Readonly<Record<'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J', Case>> = {
  A: withInputs('A: log, stamps, describe', {}),
  B: withInputs('B: log, stamps, no describe', { describe: false }),
  C: withInputs('C: log, no stamps', { stamps: false, describe: false }),
  D: withInputs('D: stamps, no log', noLog),
  E: withInputs('E: stamps, earlier export, no log', { ...noLog, earlierExport: true }),
  F: withInputs('F: neither log nor stamps', { ...noLog, stamps: false }),
  G: withInputs('G: log without Source, stamps, describe', { log: 'without Source' }),
  H: withInputs('H: log, stamps, describe, earlier export', { earlierExport: true }),
  I: withInputs('I: stamps, describe, Sync Status, no log', { log: 'none', syncStatus: true }),
  J: withInputs('J: log, stamps, describe, earlier export, Sync Status', { earlierExport: true, syncStatus: true }),
}

/**
 * Cases that measure the effect of bad conditions. Examples are settings that describe Marketo wrongly, records that failed to
 * sync, and missing data.
 */
export const toldCases: ReadonlyArray<Case> = [
  withInputs('complete inputs and right settings', {}),
  withInputs('the log has only 30 days', { log: '30 days' }),
  {
    name: 'local edits are not logged, and the settings say that they are',
    behaviour: { localEditLog: 'none' },
    told: {},
    inputs: {},
  },
  { name: 'a third of the records failed', behaviour: { failingShare: 1 / 3 }, inputs: {} },
  {
    name: 'a third of the records failed, with Sync Errors',
    behaviour: { failingShare: 1 / 3 },
    inputs: { syncErrors: 5 },
  },
  withInputs('Sync Errors', { syncErrors: 5 }),
  withInputs('people without SFDC Account Id and Contact Company', { links: 'none' }),
  withInputs('people without Contact Company', { links: 'only SFDC Account Id' }),
  withInputs('Salesforce without deleted and merged records', { deletedToo: false }),
  withInputs('accounts without IsPersonAccount', { personAccounts: false }),
  withInputs('accounts without IsPersonAccount, and an earlier export with it', {
    personAccounts: false,
    earlierExport: true,
  }),
  withInputs('Salesforce in another language and another currency', { otherNotation: true }),
  {
    name: 'a field syncs in both directions, and the options set it apart',
    behaviour: { isTwoWay: true },
    inputs: {},
    setApartFields: [twoWayField],
  },
  {
    name: 'a field syncs in both directions, and the options do not say so',
    behaviour: { isTwoWay: true },
    inputs: {},
  },
  {
    ...withInputs('every other person is missing, and the options say so', { halfOfPeople: true }),
    partial: ['people'],
  },
  withInputs('every other person is missing, and the options do not say so', { halfOfPeople: true }),
  withInputs('Salesforce was exported a day earlier', { dayEarlier: true }),
  {
    name: 'an update without changes is skipped, and the settings say that every update overrides',
    behaviour: { overrideOn: 'field-change' },
    told: {},
    inputs: {},
  },
  { name: 'an update without changes is skipped', behaviour: { overrideOn: 'field-change' }, inputs: {} },
  {
    name: 'every update overrides, and the settings say that an update without changes is skipped',
    behaviour: {},
    told: { overrideOn: 'field-change' },
    inputs: {},
  },
]

/** The settings of the audit. They do not contain the hidden field and the formula field. */
const settingsTold = ({ overrideOn = 'every-update', localEditLog = 'edited-contact' }: Behaviour): Settings =>
  settingsWith({ instance: { activityCap }, readings: { overrideOn, localEditLog } })

/** Writes the files of a world as text, reads them again, and audits them. */
export const auditOf = (
  world: World,
  { inputs: changes, told = world.behaviour, partial, setApartFields }: Omit<Case, 'name' | 'behaviour'>,
) => {
  const inputs: Inputs = { ...usualInputs, ...changes }
  const { salesforce, marketo } = inputs.format.options
  return audit(settingsTold(told), {
    ...(inputs.describe ? { schema: accountSchema } : {}),
    ...(partial === undefined ? {} : { partial }),
    ...(setApartFields === undefined ? {} : { setApartFields }),
    notation: { salesforce: salesforce?.notation ?? {}, marketo: marketo?.notation ?? {} },
  })(rowsOf(world, inputs))
}

export const scoreOfCase = (world: World, each: Case): Score =>
  scoreOf(
    world,
    { ...usualInputs, ...each.inputs, setApartFields: each.setApartFields ?? [] },
    auditOf(world, each).findings,
  )
