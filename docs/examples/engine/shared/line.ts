/** Writes the report of a run as one line. */
import { count, number } from '../../simulate/words.js'
import type { Checked } from './check.js'

export interface Run {
  readonly inputs: number
  readonly kills: number
  readonly seconds: number
  /** Further counts, in words: `1 restart`. */
  readonly more: ReadonlyArray<string>
}

/** Whether the engine decided every input once, and in the same way as `simulate`. */
export const isRight = ({ lost, doubled, differences }: Checked): boolean => lost + doubled + differences.length === 0

/** The end of the line: `lost 0, doubled 0, equal`, or the differences. */
const verdict = ({ lost, doubled, differences }: Checked): string =>
  [
    `lost ${number(lost)}`,
    `doubled ${number(doubled)}`,
    ...(differences.length > 0 ? differences : [lost + doubled === 0 ? 'equal' : 'not equal']),
  ].join(', ')

export const checkLine = (checked: Checked): string =>
  [
    count(checked.decisions, 'decision'),
    count(checked.deadLetters, 'dead letter'),
    `${number(checked.queued)} in the queue`,
    `${number(checked.waiting)} waiting for an account`,
    verdict(checked),
  ].join(', ')

export const runLine = ({ inputs, kills, seconds, more }: Run, checked: Checked): string =>
  [
    count(inputs, 'input'),
    count(checked.decisions, 'decision'),
    count(checked.deadLetters, 'dead letter'),
    ...more,
    count(kills, 'kill'),
    `${seconds.toFixed(1)} s`,
    `${number(Math.round(inputs / seconds))} inputs/s`,
    verdict(checked),
  ].join(', ')
