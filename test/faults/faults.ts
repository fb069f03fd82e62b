// The list of all planted faults.
import { contactFaults } from './contacts.js'
import { conversionFaults } from './conversions.js'
import { editFaults } from './edits.js'
import type { Fault } from './fault.js'
import { logFaults } from './logs.js'
import { spellingFaults } from './spellings.js'
import { syncDownFaults } from './syncDowns.js'
import { wholeFaults } from './whole.js'

export const faults: ReadonlyArray<Fault> = [
  ...syncDownFaults,
  ...logFaults,
  ...editFaults,
  ...contactFaults,
  ...conversionFaults,
  ...spellingFaults,
  ...wholeFaults,
]
