import type { Json } from '../../session/json.ts'
import type { HomeAnswer, SessionHome } from '../races/home.ts'
import type { Step } from '../races/request.ts'
import { seededIntegers } from '../seeded-random.ts'
import { drawDeed } from './draw-deed.ts'
import type { Answer, Deed, History, Operation, SessionHistory } from './history.ts'

/** What {@link recordHistory} can be told. */
export interface RecordOptions {
  /** Decides what the clients do. */
  readonly seed: number
  /** How many operations they do, all together. */
  readonly operations: number
  /** How many clients work at once. Default: 6. */
  readonly clients?: number
  /** How many sessions live at a time; when one has ended another begins. Default: 2. */
  readonly sessions?: number
}

const CLIENTS = 6
const SESSIONS = 2
/** One operation in so many comes with a token that somebody copied some time ago. */
const OLD_TOKEN_ONE_IN = 12
const BEGIN_ATTEMPTS_MAX = 100
const USER = 'user'

interface Recorded {
  readonly history: SessionHistory & { readonly operations: Operation[] }
  /** All tokens that were ever given out, the newest last. */
  readonly tokens: string[]
  isOver: boolean
}

/**
 * Has concurrent clients do random things to a few sessions, and writes down what they asked and what they were
 * answered. Ends with a look at each session, ended or not, once `home` has come to rest.
 */
export async function recordHistory(
  home: SessionHome,
  { seed, operations, clients = CLIENTS, sessions = SESSIONS }: RecordOptions,
): Promise<History> {
  const below = seededIntegers(seed)
  const all: Recorded[] = []
  const current: Promise<Recorded>[] = Array.from({ length: sessions }, () => begin())
  let moment = 0
  let begun = 0

  async function begin(): Promise<Recorded> {
    for (let attempt = 1; attempt <= BEGIN_ATTEMPTS_MAX; attempt += 1) {
      const steps: Step[] = [{ do: 'set', key: USER, value: 'ana' }]
      const { outcome, told } = await home.send({ cookie: null, steps, engine: 0 })
      if (outcome.kind !== 'ok' || told.kind !== 'keep') continue
      const recorded = { history: { token: told.cookie, operations: [] }, tokens: [told.cookie], isOver: false }
      all.push(recorded)
      return recorded
    }
    throw new Error(`None of ${BEGIN_ATTEMPTS_MAX} sessions could begin.`)
  }

  async function pick(): Promise<Recorded> {
    const index = below(sessions)
    const promised = current[index] as Promise<Recorded>
    const recorded = await promised
    if (!recorded.isOver) return recorded
    // The first client that notices begins the next one, for all.
    if (current[index] === promised) current[index] = begin()
    return current[index] as Promise<Recorded>
  }

  async function operate(recorded: Recorded, deed: Deed, token: string): Promise<void> {
    moment += 1
    const invoked = moment
    const sent = home.send({ cookie: token, steps: stepsOf(deed), engine: below(2) === 0 ? 0 : 1 })
    const { answer, newToken } = answerOf(deed, await sent)
    moment += 1
    recorded.history.operations.push({ deed, token, invoked, answered: moment, answer })
    if (newToken !== null) recorded.tokens.push(newToken)
    const isEnded = answer.kind === 'ok' && deed.do === 'sign-out'
    if (isEnded || (answer.kind === 'stranger' && token === recorded.tokens.at(-1))) recorded.isOver = true
  }

  async function work(): Promise<void> {
    while (begun < operations) {
      begun += 1
      const nth = begun
      const recorded = await pick()
      const { tokens } = recorded
      const isOld = below(OLD_TOKEN_ONE_IN) === 0
      const token = isOld ? tokens[below(tokens.length)] : tokens.at(-1)
      await operate(recorded, drawDeed(below, nth), token as string)
    }
  }

  await Promise.all(Array.from({ length: clients }, work))
  await home.calm?.()
  for (const recorded of all) await operate(recorded, { do: 'read' }, recorded.tokens.at(-1) as string)
  return { seed, sessions: all.map(({ history }) => history) }
}

const GET_LIST: Step = { do: 'get', key: 'list' }
const GET_COUNT: Step = { do: 'get', key: 'count' }
const GET_SLOT: Step = { do: 'get', key: 'slot' }

/** The request of a deed; a stranger's does nothing. */
function stepsOf(deed: Deed): Step[] {
  return [{ do: 'stop-unless', key: USER }, ...stepsOfKnown(deed)]
}

function stepsOfKnown(deed: Deed): Step[] {
  switch (deed.do) {
    case 'read':
      return [GET_LIST, GET_COUNT, GET_SLOT]
    case 'append':
      return [{ do: 'append', key: 'list', item: deed.item }, { do: 'commit' }, GET_LIST]
    case 'count':
      return [{ do: 'count', key: 'count' }, { do: 'commit' }, GET_COUNT]
    case 'set':
      return [{ do: 'set', key: 'slot', value: deed.value }]
    case 'swap':
      return [GET_SLOT, { do: 'set', key: 'slot', value: deed.value }]
    case 'delete':
      return [{ do: 'delete', key: 'slot' }]
    case 'pull':
      return [{ do: 'pull', key: 'slot' }]
    case 'regenerate':
      return [{ do: 'regenerate' }]
    case 'sign-out':
      return [{ do: 'sign-out' }]
  }
}

function answerOf(deed: Deed, { outcome, told }: HomeAnswer): { answer: Answer; newToken: string | null } {
  const newToken = deed.do === 'regenerate' && told.kind === 'keep' ? told.cookie : null
  switch (outcome.kind) {
    case 'ok':
      return { answer: { kind: 'ok', found: foundBy(deed, outcome.found, newToken) }, newToken }
    case 'stopped':
      return { answer: { kind: 'stranger' }, newToken: null }
    case 'refused':
      return { answer: { kind: 'refused', gone: outcome.code === 'session/gone' }, newToken: null }
    case 'unknown':
      return { answer: { kind: 'unknown' }, newToken: null }
  }
}

function foundBy(deed: Deed, [first = null, ...rest]: readonly Json[], newToken: string | null): Json {
  if (deed.do === 'regenerate') return newToken
  // Before anything was put into it, a list or a counter is not there.
  return deed.do === 'read' ? [first ?? [], rest[0] ?? 0, rest[1] ?? null] : first
}
