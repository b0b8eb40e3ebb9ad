import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onCore } from './cores.ts'
import type { Answer, Question } from './server-child.ts'
import type { StackFacts, StackName, StackOptions } from './stacks/stack.ts'

/** A stack that runs in a process of its own. */
export interface Server {
  readonly name: StackName
  /** `http://127.0.0.1:` and its port. */
  readonly url: string
  /** What its process has used so far: user and system time of all its threads, in microseconds. */
  cpuMicroseconds(): Promise<number>
  facts(): Promise<StackFacts>
  /** Lets it finish what is under way and waits until its process has ended. */
  stop(): Promise<void>
}

/** Starts a stack, on one core if `core` says so. Rejects if it does not come up. */
export async function startServer(
  name: StackName,
  core: number | null,
  options: Partial<StackOptions> = {},
): Promise<Server> {
  const all: StackOptions = {
    path: null,
    postgres: null,
    redis: null,
    cluster: null,
    countConflicts: false,
    ...options,
  }
  const script = join(import.meta.dirname, 'server-child.ts')
  const [command, args] = onCore(core, process.execPath, [...process.execArgv, script, name, JSON.stringify(all)])
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
  })
  const { port } = await answerOf(child, 'port')

  function ask<Kind extends Answer['kind']>(question: Question, kind: Kind): Promise<Answer & { kind: Kind }> {
    const answer = answerOf(child, kind)
    child.send(question)
    return answer
  }

  return {
    name,
    url: `http://127.0.0.1:${port}`,
    cpuMicroseconds: async () => (await ask('cpu', 'cpu')).microseconds,
    facts: async () => (await ask('facts', 'facts')).facts,
    async stop() {
      const exited = once(child, 'exit')
      await ask('close', 'closed')
      child.disconnect()
      await exited
    },
  }
}

/** The next answer of that kind; rejects if the process ends instead. Questions are asked one after another. */
function answerOf<Kind extends Answer['kind']>(child: ChildProcess, kind: Kind): Promise<Answer & { kind: Kind }> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`A server ended with ${code} before it answered "${kind}".`))
    child.once('exit', ended)
    child.once('error', reject)
    child.once('message', (answer: Answer) => {
      child.off('exit', ended)
      child.off('error', reject)
      if (answer.kind === kind) resolve(answer as Answer & { kind: Kind })
      else reject(new Error(`A server answered "${answer.kind}" when asked for "${kind}".`))
    })
  })
}
