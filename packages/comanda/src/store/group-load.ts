import { createNextTurn } from './next-turn.ts'

/** Records in one question at most, so that neither it nor its answer grows large. */
export const GROUP_LOADS_MAX = 64

/**
 * Asks in one go for all that is asked for in one turn of the event loop: a busy server's requests come in bunches, and a
 * question costs much more than a record in it. `askAll` gets ids, some of them twice perhaps, and answers in their order.
 *
 * Each answer was looked for after its call began. If `askAll` rejects, so do all calls of the group.
 */
export function createGroupLoad<Found>(
  askAll: (ids: readonly string[]) => Promise<readonly Found[]>,
  loadsMax: number = GROUP_LOADS_MAX,
): (id: string) => Promise<Found | undefined> {
  const nextTurn = createNextTurn()
  let gathering: Group<Found> | null = null

  function begin(): Group<Found> {
    const ids: string[] = []
    const answers = nextTurn().then(() => {
      if (gathering?.ids === ids) gathering = null
      return askAll(ids)
    })
    return { ids, answers }
  }

  return async (id) => {
    if (gathering === null || gathering.ids.length >= loadsMax) gathering = begin()
    const { ids, answers } = gathering
    const place = ids.push(id) - 1
    return (await answers)[place]
  }
}

interface Group<Found> {
  readonly ids: string[]
  readonly answers: Promise<readonly Found[]>
}
