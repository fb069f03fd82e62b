import { describe, expect, it } from 'vitest'
import { progressOn } from '../../docs/examples/simulate/progress.js'

const terminal = (isTTY: boolean) => {
  const written: Array<string> = []
  return { isTTY, written, write: (text: string) => written.push(text) }
}

describe('the progress line of a command', () => {
  it('is written to a terminal and erased at the end', () => {
    const on = terminal(true)
    const progress = progressOn(on, () => 0)
    progress.show(12_345, 2_000_000)
    progress.clear()
    progress.clear()
    expect(on.written).toEqual(['\r\u001b[K12,345 lines, 2.0 MB read', '\r\u001b[K'])
  })
  it('is written at most a few times a second', () => {
    const on = terminal(true)
    let now = 0
    const progress = progressOn(on, () => now)
    for (; now < 1_000; now++) progress.show(now, 0)
    expect(on.written).toHaveLength(5)
  })
  it('is not written if the output is not a terminal', () => {
    const on = terminal(false)
    const progress = progressOn(on, () => 0)
    progress.show(1, 1)
    progress.clear()
    expect(on.written).toEqual([])
  })
})
