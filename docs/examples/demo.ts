/** A short story of what Marketo's Salesforce sync does to account data, as a table: `npm run demo`. */
import { demoText } from './demo/text.js'

process.stdout.write(demoText())
