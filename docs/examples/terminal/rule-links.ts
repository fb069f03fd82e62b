/** Links from rule ids to the page that explains the rules. */
import { existsSync } from 'node:fs'
import type { Display } from './display.js'

/** docs/rules.md, seen from this file and from the bundle in dist/bin. */
const rulesPage = ['../../rules.md', '../../docs/rules.md']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url))

/** The id of a rule as a link to its section of docs/rules.md, if that page is installed and the terminal takes links. */
export const linkedRule = ({ link }: Display, id: string): string =>
  rulesPage === undefined ? id : link(id, `${rulesPage.href}#${id.replaceAll('.', '')}`)
