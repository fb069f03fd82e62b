/**
 * Arbitrary answers of `previewConversion`, asked of short histories about one person.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { ConvertPerson, Input } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import { simulateAll } from '../marketo/Simulate.js'
import type { ConversionPreview, NamedAccount, WillConvert, WillRefuse } from '../questions/PreviewConversion.js'
import { previewConversion } from '../questions/PreviewConversion.js'
import { anyConvertiblePerson } from './ArbitraryDelivery.js'
import { anyConvertPerson, anyPutPerson, anySyncAccount } from './ArbitraryInput.js'
import { anyUserId } from './ArbitraryValue.js'
import { oneTagged } from './PickOne.js'
import type { Situation } from './RefusalScenarios.js'
import { refusedConversions } from './RefusalScenarios.js'

const anyCompany = fc.constantFrom('Dickenson plc', 'dickenson PLC', ' Dickenson plc ', 'Dickenson')

/** Account records of names that are alike. */
const anyNamesakes: fc.Arbitrary<ReadonlyArray<Input>> = fc.array(
  fc.tuple(anySyncAccount, anyCompany).map(([{ record, ...delivery }, name]) => ({
    ...delivery,
    record: { ...record, fields: { ...record.fields, Name: name } },
  })),
  { maxLength: 3 },
)

/** The same situation, with accounts before it. */
const amongNamesakes = (situation: fc.Arbitrary<Situation<ConvertPerson>>): fc.Arbitrary<Situation<ConvertPerson>> =>
  fc.tuple(situation, anyNamesakes).map(([{ settings, marketo, input }, namesakes]) => ({
    settings,
    marketo: simulateAll(settings)(namesakes)(marketo),
    input,
  }))

const isToBeConverted: fc.Arbitrary<Situation<ConvertPerson>> = fc
  .tuple(refusedConversions.UnknownPerson, anyPutPerson, anyConvertiblePerson, anyConvertPerson, anyUserId)
  .map(([{ settings, marketo }, put, person, convert, assignTo]) => ({
    settings,
    marketo: simulateAll(settings)([{ ...put, person: { ...person, lastName: 'Young', company: 'Dickenson plc' } }])(
      marketo,
    ),
    input: { ...convert, personId: person.id, assignTo, accepts: newAccountAndOpportunity },
  }))

const answer = ({ settings, marketo, input }: Situation<ConvertPerson>): ReadonlyArray<ConversionPreview> => [
  previewConversion(settings)(input)(marketo),
]

/**
 * A conversion that Salesforce will be asked for, among accounts of that name.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillConvert: fc.Arbitrary<WillConvert> = oneTagged(
  amongNamesakes(isToBeConverted).map(answer),
  'WillConvert',
)

/**
 * A conversion that will be refused, each of the reasons as often as the others.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillRefuse: fc.Arbitrary<WillRefuse> = oneTagged(
  amongNamesakes(fc.oneof(...Object.values(refusedConversions))).map(answer),
  'WillRefuse',
)

/**
 * What a Convert Person will do, either as often as the other.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConversionPreview: fc.Arbitrary<ConversionPreview> = fc.oneof<Array<fc.Arbitrary<ConversionPreview>>>(
  anyWillConvert,
  anyWillRefuse,
)

/**
 * An account of the name of a person's company.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNamedAccount: fc.Arbitrary<NamedAccount> = anyConversionPreview
  .filter(({ sameName }) => sameName.length > 0)
  .chain(({ sameName }) => fc.constantFrom(...sameName))
