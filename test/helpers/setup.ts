// All properties use one fixed seed, so that a failure can be repeated. Two environment variables change the runs:
// - FC_SEED sets a different seed.
// - FC_RUNS sets the number of cases for each property. `npm run test:long` runs 100 times as many cases.
//
// A failure prints the seed, the path and the shrunk counterexample. To repeat the failure, run `FC_SEED=… npx vitest …`, or put
// `{ seed, path }` into the property.
import fc from 'fast-check'
import { inject } from 'vitest'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('fcSeed'), numRuns: inject('fcRuns') })
