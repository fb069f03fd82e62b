// Who catches a wrong implementation: the vectors, the laws, `conforms`.
import type { Input, Marketo } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { ConformsReport, System } from 'marketo-account-sync/testing'
import { conforms, outcomeOf, pictureOf } from 'marketo-account-sync/testing'
import * as E from 'fp-ts/lib/Either.js'
import { isKept } from '../laws/law.js'
import { laws } from '../laws/laws.js'
import { allCases } from '../vectors/files.js'
import type { Subject } from '../vectors/run.js'
import { differencesIn } from '../vectors/run.js'

/** The ids of the cases that fail, of those asked about. */
export const failingCases = (
  subject: Subject,
  isAsked: (flags: ReadonlyArray<string>) => boolean,
): ReadonlyArray<string> =>
  allCases
    .filter(({ flags }) => isAsked(flags))
    .filter((one) => differencesIn(subject)(one).length > 0)
    .map(({ id }) => id)

/** The title of the first law that is broken; laws of the rule in question are asked first. */
export const brokenLaw = ({ implementation }: Subject, rule?: string): string | undefined => {
  const all = laws(implementation)
  const [own, others] = [all.filter((law) => law.rule === rule), all.filter((law) => law.rule !== rule)]
  return [...own, ...others].find((law) => !isKept(law, { endOnFailure: true }))?.title
}

const value = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('the kit sends what its codecs write')
  return either.right
}

/** An implementation as a system somewhere else, which speaks JSON. */
export const systemOf = ({ implementation, tampered }: Subject): System => {
  let marketo: Marketo = emptyMarketo
  let next: ReturnType<ReturnType<typeof outcomeOf>>
  return {
    reset: (settings) => {
      marketo = emptyMarketo
      next = outcomeOf(implementation)(value(SettingsFromJson.decode(settings)))
      return Promise.resolve()
    },
    apply: (json) => {
      const input: Input = value(InputFromJson.decode(json))
      const [outcome, after] = next(input)(marketo)
      marketo = after
      return Promise.resolve(tampered === undefined ? outcome : tampered(input, outcome))
    },
    picture: () => Promise.resolve(pictureOf(implementation)(marketo)),
  }
}

export const conformsTo = (subject: Subject, histories: number): Promise<ConformsReport> =>
  conforms({ timers: globalThis, histories })(systemOf(subject))
