import { defaultSettings } from 'marketo-account-sync'
import { type Glue, interleavings } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { glueWith } from '../partitions/glue.js'
import { contactsChangePlaces } from '../partitions/histories.js'

const interleaving = { settings: defaultSettings, inputs: contactsChangePlaces, seed: 1 }
const glue = glueWith()
const broken = new Error('the disk is full')

test('the interleaving check fails if a worker throws', async () => {
  const throwing: Glue = {
    ...glue,
    handle: () => () => {
      throw broken
    },
  }
  const { breaches } = await interleavings(throwing)(interleaving)
  expect(breaches).toEqual(['a message cannot be handled: the disk is full'])
})

test('the interleaving check fails if the promise of a worker is rejected', async () => {
  const rejecting: Glue = { ...glue, handle: () => () => Promise.reject(broken) }
  const { breaches } = await interleavings(rejecting)(interleaving)
  expect(breaches).toEqual(['a message cannot be handled: the disk is full'])
})

test('the interleaving check fails if a worker sends messages without end', async () => {
  const endless: Glue = {
    ...glue,
    handle: () => (key, message) => ({ partition: null, out: [{ to: key, message }], applied: [] }),
  }
  const { breaches } = await interleavings(endless)(interleaving)
  expect(breaches).toEqual(['messages do not come to an end in 1600 steps'])
})

test('the interleaving check fails if it cannot read the stored partitions after the run', async () => {
  const unreadable: Glue = {
    ...glue,
    atRest: () => {
      throw broken
    },
  }
  const { breaches } = await interleavings(unreadable)(interleaving)
  expect(breaches).toEqual(['what is stored at the end cannot be read: the disk is full'])
})

test('the interleaving check makes the same run for the same seed, and different runs for different seeds', async () => {
  const reportOf = (seed: number) => interleavings(glue)({ ...interleaving, seed })
  const seeds = [1, 2, 3, 4, 5]
  const reports = await Promise.all(seeds.map(reportOf))
  expect(await Promise.all(seeds.map(reportOf))).toEqual(reports)
  expect(new Set(reports.map(({ steps }) => steps)).size).toBeGreaterThan(1)
})

test('the interleaving check stops no worker and repeats no message if the chance of every failure is 0', async () => {
  const report = await interleavings(glue)({ ...interleaving, chances: { crash: 0, repeat: 0, late: 0 } })
  expect(report).toMatchObject({ breaches: [], decisions: 6, crashes: 0, repeats: 0, lateRepeats: 0 })
})
