import { after } from 'node:test'
import { isContinuousIntegration } from '../chromium.ts'
import type { Server } from './server.ts'

/** The server that all test files of a run share. */
export interface SharedServer {
  /** Its address. A file that runs alone gets a server of its own, ended with it. */
  url(): Promise<string>
  /** Why tests that need it are left out on this machine, or false if they run. */
  whyNot(): string | false
}

/** What a shared server is. */
export interface SharedServerPlan {
  readonly name: string
  /** The environment variable the set-up of the tests puts its address into. */
  readonly variable: string
  find(): string | null
  readonly howToGet: string
  start(): Promise<Server>
}

/** The server the set-up of the tests has started, or else one for this process. */
export function sharedServer({ name, variable, find, howToGet, start }: SharedServerPlan): SharedServer {
  let own: Promise<Server> | null = null
  after(async () => (await own)?.stop())
  return {
    async url() {
      const address = process.env[variable]
      if (address) return address
      own ??= start()
      return (await own).url
    },
    whyNot() {
      if (process.env[variable] || find() !== null || isContinuousIntegration()) return false
      return `there is no ${name}. ${howToGet}`
    },
  }
}
