/** Choosing one of what a random history brings, so that the rare kinds come up as well. */
import * as fc from 'fast-check'

/** Each number as often as any other: so that each kind is. */
const anyChoice = fc.noBias(fc.nat())

/** A choice among the values found. What finds nothing is made anew. */
const chosen = <A>(
  found: fc.Arbitrary<ReadonlyArray<A>>,
  choose: (values: ReadonlyArray<A>, n: number) => A | undefined,
): fc.Arbitrary<A> =>
  fc
    .tuple(found, anyChoice)
    .filter(([values]) => values.length > 0)
    .map(([values, n]) => choose(values, n) as A)

/** One of the values found. */
export const oneFound = <A>(found: fc.Arbitrary<ReadonlyArray<A>>): fc.Arbitrary<A> =>
  chosen(found, (values, n) => values[n % values.length])

/** One of the values found that have this tag. */
export const oneTagged = <A extends { readonly _tag: string }, Tag extends A['_tag']>(
  found: fc.Arbitrary<ReadonlyArray<A>>,
  tag: Tag,
): fc.Arbitrary<Extract<A, { readonly _tag: Tag }>> =>
  oneFound(
    found.map((values) => values.filter((value): value is Extract<A, { readonly _tag: Tag }> => value._tag === tag)),
  )

/** One of the values found, by kinds: however many values a kind has, it counts by its weight alone, 1 unless told. */
export const oneByKind = <A, K extends string>(
  found: fc.Arbitrary<ReadonlyArray<A>>,
  kindOf: (value: A) => K,
  weights?: Readonly<Partial<Record<K, number>>>,
): fc.Arbitrary<A> =>
  chosen(found, (values, n) => {
    const kinds = [...new Set(values.map(kindOf))].flatMap((kind) =>
      Array.from({ length: weights?.[kind] ?? 1 }, () => kind),
    )
    const kind = kinds[n % kinds.length]
    const ofKind = values.filter((value) => kindOf(value) === kind)
    return ofKind[Math.floor(n / kinds.length) % ofKind.length]
  })
