/**
 * One stack in a process of its own: `node server-child.ts <name> <options as JSON>`, started by `server.ts`. Every
 * question of the parent gets one answer.
 */
import { startStack } from './stacks/index.ts'
import { STACKS, type StackFacts, type StackOptions } from './stacks/stack.ts'

export type Question = 'cpu' | 'facts' | 'close'
export type Answer =
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'cpu'; readonly microseconds: number }
  | { readonly kind: 'facts'; readonly facts: StackFacts }
  | { readonly kind: 'closed' }

const [wanted, options = '{}'] = process.argv.slice(2)
const name = STACKS.find((stack) => stack === wanted)
if (name === undefined) throw new Error(`There is no stack "${wanted}", only ${STACKS.join(', ')}.`)

const stack = await startStack(name, JSON.parse(options) as StackOptions)
process.on('message', async (question: Question) => send(await answerTo(question)))
// Without its parent nobody would ever stop it.
process.on('disconnect', () => process.exit())
send({ kind: 'port', port: stack.port })

async function answerTo(question: Question): Promise<Answer> {
  switch (question) {
    case 'cpu': {
      const { user, system } = process.cpuUsage()
      return { kind: 'cpu', microseconds: user + system }
    }
    case 'facts':
      return { kind: 'facts', facts: stack.facts() }
    case 'close':
      await stack.close()
      return { kind: 'closed' }
  }
}

function send(answer: Answer): void {
  process.send?.(answer)
}
