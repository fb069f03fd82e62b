// All laws, grouped by the file that states them.
import { activityLaws } from './activity.js'
import { answerLaws } from './answer.js'
import { contactLaws } from './contact.js'
import { convertLaws } from './convert.js'
import { editLaws } from './edit.js'
import type { Law } from './law.js'
import { localityLaws } from './locality.js'
import { syncLaws } from './sync.js'
import { wholeLaws } from './whole.js'

export const lawFiles: ReadonlyArray<readonly [file: string, laws: ReadonlyArray<Law>]> = [
  ['test/laws/sync.ts', syncLaws],
  ['test/laws/edit.ts', editLaws],
  ['test/laws/contact.ts', contactLaws],
  ['test/laws/convert.ts', convertLaws],
  ['test/laws/answer.ts', answerLaws],
  ['test/laws/activity.ts', activityLaws],
  ['test/laws/locality.ts', localityLaws],
  ['test/laws/whole.ts', wholeLaws],
]

export const laws: ReadonlyArray<Law> = lawFiles.flatMap(([, inFile]) => inFile)
