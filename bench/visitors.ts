import type { Server } from './server.ts'
import { hasSessions } from './stacks/stack.ts'

/** How many sessions take turns. */
const VISITORS = 512

/** What a browser sends with a request that changes something and comes from the site's own page. */
export const OWN_SITE = { 'sec-fetch-site': 'same-origin' }

/** Begins a session and hands back its cookie, as a Cookie header has it. */
export async function beginSession(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/begin?name=${name}`, { method: 'POST', headers: OWN_SITE })
  await response.text()
  const cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
  if (response.status !== 200 || cookie === '') throw new Error(`${url}/begin answered ${response.status} "${cookie}".`)
  return cookie
}

/** The cookies of {@link VISITORS} sessions; for a server without sessions, cookies of the same length that mean nothing. */
export async function beginVisitors(server: Server): Promise<string[]> {
  const cookies: string[] = []
  for (let n = 0; n < VISITORS; n += 1) {
    cookies.push(
      hasSessions(server.name)
        ? await beginSession(server.url, `visitor-${n}`)
        : `session=${String(n).padStart(54, '0')}`,
    )
  }
  return cookies
}
