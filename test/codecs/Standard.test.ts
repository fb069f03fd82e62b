import { sValidator } from '@hono/standard-validator'
import { initTRPC } from '@trpc/server'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { Hono } from 'hono'
import { decodeErrors } from 'marketo-account-sync'
import { InputFromJson, standard } from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'
import { anyInput } from 'marketo-account-sync/testing'
import { anyJsonDamage, damaged } from './damage.js'

const schema = standard(InputFromJson)
const edit = {
  _tag: 'EditAccountField',
  at: '2026-03-02T09:00:00Z',
  contactId: '0035g00000Maria',
  field: 'Phone',
  value: '1',
}
const wrong = { ...edit, at: 'noon' }

describe('a codec as a Standard Schema', () => {
  test('returns the value that the codec decodes, or one issue for each error of the codec', () => {
    fc.assert(
      fc.property(anyInput, fc.array(anyJsonDamage, { maxLength: 2 }), (input, damages) => {
        const json = damages.reduce<unknown>(damaged, InputFromJson.encode(input))
        const result = schema['~standard'].validate(json)
        const decoded = InputFromJson.decode(json)
        if (E.isRight(decoded)) expect(result).toEqual({ value: decoded.right })
        else
          expect(result.issues?.map(({ path }) => path.join('.'))).toEqual(
            decodeErrors(decoded.left).map(({ path }) => path),
          )
      }),
    )
  })

  test('validates the body of a request in Hono', async () => {
    const app = new Hono().post('/inputs', sValidator('json', schema), (context) =>
      context.json({ at: context.req.valid('json').at }),
    )
    const post = (body: object) =>
      app.request('/inputs', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      })
    const accepted = await post(edit)
    expect([accepted.status, await accepted.json()]).toEqual([200, { at: Date.parse(edit.at) }])
    const refused = await post(wrong)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ success: false, error: [{ path: ['at'] }] })
  })

  test('validates the input of a procedure in tRPC', async () => {
    const { router, procedure, createCallerFactory } = initTRPC.create()
    const api = router({ submit: procedure.input(schema).mutation(({ input }) => input.at) })
    const { submit } = createCallerFactory(api)({})
    expect(await submit(edit)).toBe(Date.parse(edit.at))
    await expect(submit(wrong)).rejects.toThrow(/expected a date and time that exists/)
  })
})
