// Every law, for an implementation of one's choice.
import type { Implementation } from 'marketo-account-sync/testing'
import { activityLaws } from './activity.js'
import { answerLaws } from './answer.js'
import { contactLaws } from './contact.js'
import { convertLaws } from './convert.js'
import { editLaws } from './edit.js'
import type { Law } from './law.js'
import { localityLaws } from './locality.js'
import { syncLaws } from './sync.js'
import { wholeLaws } from './whole.js'

export const laws = (implementation: Implementation): ReadonlyArray<Law> => [
  ...syncLaws(implementation),
  ...editLaws(implementation),
  ...contactLaws(implementation),
  ...convertLaws(implementation),
  ...answerLaws(implementation),
  ...activityLaws(implementation),
  ...localityLaws(implementation),
  ...wholeLaws(implementation),
]
