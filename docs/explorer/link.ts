/**
 * Writes the history into the hash of the address, and reads it from there. A link to the page therefore contains the history.
 */

/** The version of the form of the hash. A later version of the page can write a form that this page cannot read. */
const version = 1

const unreserved: ReadonlyArray<readonly [code: RegExp, character: string]> = [
  [/%20/g, '+'],
  [/%3A/g, ':'],
  [/%3D/g, '='],
  [/%2C/g, ','],
  [/%40/g, '@'],
]

/** Replaces lone surrogates, because an address cannot contain them. A text that a person typed has none. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** Makes the hash that contains a text, including the `#`. Parentheses are encoded, so that the link can be used in Markdown. */
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
