/** Makes elements. Texts are inserted into the page as text, never as HTML. */
export type Child = Node | string | null

type Attributes = Readonly<Record<string, string | boolean | number | ((event: Event) => void) | undefined>>

const setAttribute = (element: Element, name: string, value: Attributes[string]): void => {
  if (value === undefined || value === false) return
  if (typeof value === 'function') element.addEventListener(name.slice(2), value)
  else element.setAttribute(name, value === true ? '' : String(value))
}

export const el = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: ReadonlyArray<Child>
): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  element.append(...children.filter((child) => child !== null))
  return element
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows the element of page.html
export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no element ${id}`)
  return element as E
}

const inline = /`([^`]+)`|\[([^\]]+)\]\(([^)]+)\)|_([^_]+)_|\*\*([^*]+)\*\*/g

/** Converts the target of a link in docs/rules.md to a link that works from docs/explorer/. */
const hrefOf = (target: string): string => (target.startsWith('#') ? `../rules.md${target}` : `../${target}`)

/** Converts the inline Markdown of docs/rules.md to elements: code, links and emphasis. */
export const markdown = (text: string): ReadonlyArray<Child> => {
  const children: Array<Child> = []
  let from = 0
  for (const found of text.matchAll(inline)) {
    const [whole, code, label, target, emphasis, strong] = found
    children.push(text.slice(from, found.index))
    if (code !== undefined) children.push(el('code', {}, code))
    else if (label !== undefined) children.push(el('a', { href: hrefOf(target ?? '') }, ...markdown(label)))
    else if (emphasis !== undefined) children.push(el('em', {}, emphasis))
    else children.push(el('strong', {}, strong ?? ''))
    from = found.index + whole.length
  }
  return [...children, text.slice(from)]
}
