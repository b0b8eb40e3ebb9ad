import type { BrowserContext, ConsoleMessage, Request, Response, WebError } from 'playwright-core'

// Chromium says again on the console what the response or the failed request has already told.
const alreadyTold = /^Failed to load resource:/
// Of these the first was under way when the page was left, and the second is told by its answer.
const harmless = new Set(['net::ERR_ABORTED', 'net::ERR_HTTP_RESPONSE_CODE_FAILURE'])
const here = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Notes into `problems` what nobody should see in any page of `context`: errors on the console, uncaught errors, answers
 * from 400 up, requests that fail, and requests to any other machine. They read like this:
 *
 *     404 GET http://localhost:3000/favicon.ico
 *     net::ERR_CONNECTION_REFUSED POST http://localhost:3000/cart/add.js
 *     console error: Refused to apply inline style …
 *     page error: x is not a function
 *     request to another machine: GET https://fonts.example/a.woff2
 */
export function watch(context: BrowserContext, problems: string[]): void {
  const note = (line: string): void => void problems.push(line)
  context.on('weberror', (event: WebError) => note(`page error: ${event.error().message}`))
  context.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error' && !alreadyTold.test(message.text())) note(`console error: ${message.text()}`)
  })
  context.on('response', (response: Response) => {
    if (response.status() >= 400) note(`${response.status()} ${describe(response.request())}`)
  })
  context.on('requestfailed', (request: Request) => {
    const why = request.failure()?.errorText ?? 'no reason given'
    if (!harmless.has(why)) note(`${why} ${describe(request)}`)
  })
  context.on('request', (request: Request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && !here.has(hostname))
      note(`request to another machine: ${describe(request)}`)
  })
}

function describe(request: Request): string {
  return `${request.method()} ${request.url()}`
}

/**
 * What to complain about at the end of a test: problems that match none of `expected`, and whatever was expected and
 * never came.
 */
export function unexpected(problems: readonly string[], expected: readonly RegExp[]): string[] {
  return [
    ...problems.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
    ...expected
      .filter((pattern) => !problems.some((problem) => pattern.test(problem)))
      .map((pattern) => `expected a problem like ${pattern}, and none came`),
  ]
}
