import { Agent, request } from 'node:http'
import { startServer } from './server.ts'
import { page } from './stacks/page.ts'
import type { Place, StackName } from './stacks/stack.ts'
import { percentile } from './statistics.ts'
import { beginSession, OWN_SITE } from './visitors.ts'
import { CONNECTIONS } from './wrk.ts'

/** How many times one visitor adds. */
export const ADDS = 200

/** What became of the adds of one visitor who sent many at once. */
export interface HotSession {
  readonly name: StackName
  /** Of {@link ADDS}, all of them answered with 200. */
  readonly kept: number
  /** Saves that ran into another one; null where nobody counts them. */
  readonly conflicts: number | null
  readonly p99Milliseconds: number
}

/**
 * {@link ADDS} adds to one session, as many under way as the load has connections. Each waits for a price between
 * reading the session and changing it, as adding to a cart does.
 */
export async function addToHotSession(name: StackName, core: number | null, place: Place): Promise<HotSession> {
  const server = await startServer(name, core, { ...place, countConflicts: true })
  try {
    const warmUp = await beginSession(server.url, 'warm')
    await addManyTimes(server.url, warmUp)
    const cookie = await beginSession(server.url, 'hot')
    const milliseconds = await addManyTimes(server.url, cookie)
    const { conflicts } = await server.facts()
    const kept = await countOf(server.url, cookie, 'hot')
    return { name, kept, conflicts, p99Milliseconds: percentile(milliseconds, 99) }
  } finally {
    await server.stop()
  }
}

/** Adds, and hands back how long each took. */
async function addManyTimes(url: string, cookie: string): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const milliseconds: number[] = []
  let left = ADDS
  async function client(): Promise<void> {
    while (left > 0) {
      left -= 1
      const begun = performance.now()
      await postAdd(url, cookie, agent)
      milliseconds.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  agent.destroy()
  return milliseconds
}

function postAdd(url: string, cookie: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-length': '0', ...OWN_SITE }
    const sent = request(`${url}/add`, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}/add answered ${response.statusCode}.`))
      response.resume().once('end', resolve).once('error', reject)
    })
    sent.once('error', reject)
    sent.end()
  })
}

/** The count that a page of the visitor shows. */
async function countOf(url: string, cookie: string, visitor: string): Promise<number> {
  const text = await (await fetch(`${url}/read`, { headers: { cookie } })).text()
  for (let count = 0; count <= ADDS; count += 1) if (text === page(visitor, count)) return count
  throw new Error(`${url} does not show how much was kept.`)
}
