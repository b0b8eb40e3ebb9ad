/**
 * One stack in a process of its own: `node server-child.ts <name> <options as JSON>`, started by `server.ts`. Every
 * question of the parent gets one answer.
 */
import { startStack } from './stacks/index.ts'
import { STACK_NAMES, type StackFacts, type StackOptions } from './stacks/stack.ts'

export type Question = 'cpu' | 'facts' | 'close'
export type Answer =
  | { readonly kind: 'port'; readonly port: number }
  | { readonly kind: 'cpu'; readonly microseconds: number }
  | { readonly kind: 'facts'; readonly facts: StackFacts }
  | { readonly kind: 'closed' }

const [wanted, options = '{}'] = process.argv.slice(2)
const name = STACK_NAMES.find((stack) => stack === wanted)
if (name === undefined) throw new Error(`There is no stack "${wanted}", only ${STACK_NAMES.join(', ')}.`)

const stack = await startStack(name, JSON.parse(options) as StackOptions)
process.on('message', async (question: Question) => send(await answerTo(question)))
// Without its parent nobody would ever stop it.
process.on('disconnect', () => process.exit())
send({ kind: 'port', port: stack.port })

async function answerTo(question: Question): Promise<Answer> {
  switch (question) {
    case 'cpu':
      return { kind: 'cpu', microseconds: stack.cpuMicroseconds?.() ?? ownMicroseconds() }
    case 'facts':
      return { kind: 'facts', facts: stack.facts() }
    case 'close':
      await stack.close()
      return { kind: 'closed' }
  }
}

function ownMicroseconds(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

function send(answer: Answer): void {
  process.send?.(answer)
}
