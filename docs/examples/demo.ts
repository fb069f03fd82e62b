/** Prints a short example of how Marketo's Salesforce sync changes account data, as a table: `npm run demo`. */
import { demoText } from './demo/text.js'
import { displayOf } from './terminal/display.js'

process.stdout.write(demoText(displayOf(process.stdout)))
