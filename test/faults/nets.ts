// The nets. Each net is a kind of test that can catch a fault in an implementation.
import * as E from 'fp-ts/lib/Either.js'
import type { Input, Marketo } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import type { ConformsReport, System } from 'marketo-account-sync/testing'
import { conforms } from 'marketo-account-sync/testing'
import type { FoundFault } from '../exhaustive/explore.js'
import { explore } from '../exhaustive/explore.js'
import { fewConversions, fewRecords } from '../exhaustive/worlds.js'
import { isKept } from '../laws/law.js'
import { laws } from '../laws/laws.js'
import type { Case } from '../vectors/files.js'
import { allCases } from '../vectors/files.js'
import type { Subject } from '../vectors/run.js'
import { differencesIn, subjectOf } from '../vectors/run.js'
import type { Fault } from './fault.js'

type Faulty = Pick<Fault, 'implementation' | 'decode' | 'tampered'>

/** Runs the cases that `isAsked` selects. Returns the ids of the cases that fail. */
export const failingCases = (fault: Faulty, isAsked: (one: Case) => boolean): ReadonlyArray<string> => {
  const differences = differencesIn(subjectOf(fault))
  return allCases.filter((one) => isAsked(one) && differences(one).length > 0).map(({ id }) => id)
}

/** The id of the first failing case. Quick cases run first, because a case with thousands of contacts takes long. */
export const firstFailingCase = (fault: Faulty): string | undefined => {
  const differences = differencesIn(subjectOf(fault))
  const isLarge = (one: Case): boolean => 'liveContacts' in one && (one.liveContacts ?? 0) > 100
  const cases = [...allCases.filter((one) => !isLarge(one)), ...allCases.filter(isLarge)]
  return cases.find((one) => differences(one).length > 0)?.id
}

/** Checks the laws that `isAsked` selects. Returns the sentences of the laws that the fault breaks. */
export const brokenLaws = ({ implementation }: Faulty, isAsked: (sentence: string) => boolean): ReadonlyArray<string> =>
  laws.filter((law) => isAsked(law.sentence) && !isKept(implementation)(law)).map(({ sentence }) => sentence)

const value = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('the kit sends what its codecs write')
  return either.right
}

/** Wraps an implementation as an external system that exchanges JSON. */
export const systemOf = (fault: Faulty): System => {
  const subject = subjectOf(fault)
  let marketo: Marketo = emptyMarketo
  let next: ReturnType<Subject['next']>
  return {
    reset: (settings) => {
      marketo = emptyMarketo
      next = subject.next(value(SettingsFromJson.decode(settings)))
      return Promise.resolve()
    },
    apply: (json) => {
      const input: Input = value(subject.decode(json))
      const [outcome, after] = next(input, marketo)
      marketo = after
      return Promise.resolve(outcome)
    },
    picture: () => Promise.resolve(subject.pictureOf(marketo)),
  }
}

/**
 * Runs `conforms` on a fault. With this seed, even the rarest faults appear early in the random histories. `test/testing` tests
 * other seeds.
 */
export const conformsTo = (fault: Faulty): Promise<ConformsReport> =>
  conforms({ timers: globalThis, seed: 17 })(systemOf(fault))

const smallWorlds = { 'few records': fewRecords, 'few conversions': fewConversions }

/** Walks through a small world. Returns the shortest history that shows the fault. */
export const foundIn = (world: keyof typeof smallWorlds, { implementation }: Faulty): FoundFault | null =>
  explore(smallWorlds[world], implementation).fault
