/** A week in one Marketo, and what somebody in marketing operations asks about it: `npm run questions`. */
import { storyText } from './questions/text.js'
import { displayOf } from './terminal/display.js'

// All at once, so that `| head` does not break the pipe in the middle.
process.stdout.write(storyText(displayOf(process.stdout)))
