// A module that is preloaded into a measured process. At the end of the process, it writes the peak memory in bytes to file
// descriptor 3.
import { writeSync } from 'node:fs'

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)))
