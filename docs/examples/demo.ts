/** A short story of what Marketo's Salesforce sync does to account data, as a table: `npm run demo`. */
import { demoText } from './demo/text.js'
import { displayOf } from './terminal/display.js'

process.stdout.write(demoText(displayOf(process.stdout)))
