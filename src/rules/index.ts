export * from '../Rule.js'
