// Preloaded into a process that is measured: at its end it writes the most memory it had, in bytes, to file descriptor 3.
import { writeSync } from 'node:fs'

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)))
