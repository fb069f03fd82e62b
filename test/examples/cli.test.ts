import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, it } from 'vitest'
import { main } from '../../docs/examples/cli/main.js'
import { displayOf } from '../../docs/examples/terminal/display.js'
import { lines, runMain } from './scripts.js'

const cli = (...args: ReadonlyArray<string>) => runMain(main, args)

const commands = ['demo', 'simulate', 'audit', 'questions', 'rules']

describe('the command line of the package', () => {
  it('lists its commands and exits with 0 if the argument is `--help`', async () => {
    const { code, out, err } = await cli('--help')
    expect([code, err]).toEqual([0, ''])
    for (const command of commands) expect(out).toContain(`\n  ${command}`)
  })
  it('prints the usage as an error and exits with 64 if there is no command', async () => {
    const { code, out, err } = await cli()
    expect([code, out]).toEqual([64, ''])
    expect(err).toMatch(/^Usage: /)
  })
  it.each(['nope', 'constructor', '--json'])('names the unknown command `%s` and exits with 64', async (name) => {
    const { code, out, err } = await cli(name)
    expect([code, out]).toEqual([64, ''])
    expect(err).toContain(`there is no command "${name}"\n\nUsage: `)
  })
  it.each(commands)(
    'prints the usage of the command `%s` and exits with 0 if the next argument is `--help`',
    async (command) => {
      const { code, out, err } = await cli(command, '--help')
      expect([code, err]).toEqual([0, ''])
      expect(out).toMatch(new RegExp(`^Usage: ${command}`))
    },
  )
  it.each(['demo', 'questions'])('refuses an argument after the command `%s`', async (command) => {
    const { code, out, err } = await cli(command, 'x')
    expect([code, out, err]).toEqual([64, '', `${command} takes no arguments, found "x"\n`])
  })
  it('runs `simulate` with the arguments after its name', async () => {
    const { code, out } = await runMain(main, ['simulate', '-', '--json'], lines({ _tag: 'Nope' }))
    expect(code).toBe(2)
    expect(out).toContain('"undecodable"')
  })
  it('runs the demo', async () => {
    const { code, out } = await cli('demo')
    expect(code).toBe(0)
    expect(out).toContain('A LOCAL EDIT CHANGES THE VALUE FOR EVERY CONTACT')
  })
})

describe('the command `rules`', () => {
  it('lists every rule', async () => {
    const { code, out } = await cli('rules')
    expect(code).toBe(0)
    for (const id of ruleIds) expect(out).toContain(`\n${id}\n`)
  })
  it.each(ruleIds)('tells whether the rule %s is documented or inferred', async (id) => {
    const { code, out } = await cli('rules', id)
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`^${id}\n[\\s\\S]*\n  Basis: (documented|inferred|ours),`))
  })
  it('suggests rule ids that have a word in common with an unknown rule id', async () => {
    const { code, out, err } = await cli('rules', 'formula')
    expect([code, out]).toEqual([64, ''])
    expect(err).toBe('rules: there is no rule "formula". You may mean: sync.formula-fields\n')
  })
})

describe('the text that a command prints', () => {
  const terminal = { isTTY: true, columns: 90 }
  const capable = { TERM: 'xterm-256color' }
  it('has colours on a terminal', () => {
    expect(displayOf(terminal, capable).bold('x')).toBe('\u001b[1mx\u001b[22m')
  })
  it.each([
    ['in a pipe', {}, capable],
    ['with NO_COLOR', terminal, { ...capable, NO_COLOR: '1' }],
    ['on a dumb terminal', terminal, { TERM: 'dumb' }],
  ])('has neither colours nor links %s', (_, output, env) => {
    const { bold, link } = displayOf(output, env)
    expect([bold('x'), link('x', 'file:///x')]).toEqual(['x', 'x'])
  })
  it('is as wide as the terminal, or 120 columns wide in a pipe', () => {
    expect([displayOf(terminal, {}).width, displayOf({}, {}).width, displayOf({ columns: 3 }, {}).width]).toEqual([
      90, 120, 40,
    ])
  })
})
