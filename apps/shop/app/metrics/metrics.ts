import type { SessionEvent } from 'comanda/session'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** What the shop counts, for Prometheus. */
export interface Metrics {
  /** Counts what happens to sessions. */
  observe(event: SessionEvent): void
  /** Counts an answered request, with the seconds it took. */
  answered(request: AnsweredRequest): void
  /** All figures in Prometheus's text format. */
  text(): Promise<string>
  readonly contentType: string
}

/** A request as it is counted: never its path, of which there are as many as anybody likes. */
export interface AnsweredRequest {
  readonly method: string
  readonly status: number
  readonly seconds: number
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const METHODS: readonly string[] = ['GET', 'HEAD', 'POST']

/** Figures from zero, with those of the process (memory, event loop, file handles) beside the shop's own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const events = new Counter({
    name: 'comanda_session_events_total',
    help: 'What happened to sessions; reason says why a cookie opened none, or the code of a refused commit.',
    labelNames: ['kind', 'reason'],
    registers: [registry],
  })
  const replays = new Histogram({
    name: 'comanda_session_save_attempts',
    help: 'How many attempts a save took; more than one means that it was replayed on what others had saved.',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers: [registry],
  })
  const requests = new Histogram({
    name: 'comanda_http_request_seconds',
    help: 'How long requests took until their answer was made.',
    labelNames: ['method', 'status'],
    buckets: SECONDS,
    registers: [registry],
  })

  return {
    observe(event) {
      events.inc({ kind: event.kind, reason: reasonOf(event) })
      if (event.kind === 'saved') replays.observe(event.attempts)
    },
    answered({ method, status, seconds }) {
      requests.observe(
        { method: METHODS.includes(method) ? method : 'other', status: `${Math.floor(status / 100)}xx` },
        seconds,
      )
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function reasonOf(event: SessionEvent): string {
  if (event.kind === 'stranger') return event.reason
  return event.kind === 'refused' ? event.code : ''
}
