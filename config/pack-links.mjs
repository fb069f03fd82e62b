// Replaces links to files that are not packed by plain text, so that every link in the package works. `npm pack` and `npm
// publish` run it before they pack (prepack). After packing, they run it again with --restore (postpack), which restores the
// pages. If packing was interrupted, the next run restores the pages first.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const originals = join(root, '.pack-originals')

/** Removes the links of a page to files that are not packed according to `isPacked`. `path` is the path of the page. */
export const withoutDeadLinks = (text, path, isPacked) =>
  text.replace(/\[([^\]]*)\]\((?!\w+:|#)([^)\s]+)\)/g, (link, words, target) => {
    const file = normalize(join(dirname(path), decodeURIComponent(target.split('#')[0])))
    return isPacked(file) ? link : words
  })

const restore = () => {
  if (!existsSync(originals)) return
  cpSync(originals, root, { recursive: true })
  rmSync(originals, { recursive: true })
}

const packedFiles = () => {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }
  const listed = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], options))
  return (Array.isArray(listed) ? listed : Object.values(listed))[0].files.map(({ path }) => path)
}

const rewrite = () => {
  const files = packedFiles()
  const packed = new Set(files)
  for (const path of files.filter((file) => /\.(md|txt)$/.test(file))) {
    const text = readFileSync(join(root, path), 'utf8')
    const changed = withoutDeadLinks(text, path, (file) => packed.has(file))
    if (changed === text) continue
    mkdirSync(dirname(join(originals, path)), { recursive: true })
    writeFileSync(join(originals, path), text)
    writeFileSync(join(root, path), changed)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  restore()
  if (!process.argv.includes('--restore')) rewrite()
}
