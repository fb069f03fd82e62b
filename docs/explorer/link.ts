/** The history in the hash of the address, so that a link holds it. */

/** A page of a later version can write another form, which this page cannot read. */
const version = 1

const unreserved: ReadonlyArray<readonly [code: RegExp, character: string]> = [
  [/%20/g, '+'],
  [/%3A/g, ':'],
  [/%3D/g, '='],
  [/%2C/g, ','],
  [/%40/g, '@'],
]

/** Lone surrogates cannot be in an address. They are in no text that a person typed. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** The hash that holds a text, with the `#`. Parentheses are encoded, so that the link can stand in Markdown. */
export const hashOf = (text: string): string => {
  const encoded = encodeURIComponent(wellFormed(text)).replace(
    /[()*!']/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `#v${version}=${unreserved.reduce((hash, [code, character]) => hash.replace(code, character), encoded)}`
}

export type FromHash =
  | { readonly _tag: 'NoHash' }
  | { readonly _tag: 'Text'; readonly text: string }
  | { readonly _tag: 'Unreadable'; readonly sentence: string }

export const textOfHash = (hash: string): FromHash => {
  if (hash === '' || hash === '#') return { _tag: 'NoHash' }
  const [, digits, rest] = /^#v(\d+)=([^]*)$/.exec(hash) ?? []
  if (digits === undefined || rest === undefined)
    return {
      _tag: 'Unreadable',
      sentence: 'The link holds no history, so the page shows a story instead. Copy the whole link again.',
    }
  if (Number(digits) !== version)
    return {
      _tag: 'Unreadable',
      sentence: `The link was made by a later version of this page (form ${digits}; this page reads form ${version}). Open the link with the newest docs/explorer/index.html, or ask for the history as text.`,
    }
  try {
    return { _tag: 'Text', text: decodeURIComponent(rest.replaceAll('+', '%20')) }
  } catch {
    return {
      _tag: 'Unreadable',
      sentence: 'The link is damaged: its history cannot be read. Copy the whole link again.',
    }
  }
}
