export * from './Rule.js'
