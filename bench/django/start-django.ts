import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Child, startChild } from '@comanda/test-kit/child'
import { findDjango, howToGetDjango } from './find-django.ts'

/** Where Django keeps its sessions, and how many requests it serves at once. */
export interface DjangoOptions {
  /** One of Django's session engines. `cache` and `cached_db` need `redis`. */
  readonly engine: 'db' | 'cache' | 'cached_db' | 'file' | 'signed_cookies'
  /** Its folder, which it makes, with its files or its file of SQLite. Default: one in the temporary folder. */
  readonly folder?: string
  /** The address of a PostgreSQL. Default: the database is a file of SQLite. */
  readonly postgres?: string
  /** The address of the Redis that is its cache. */
  readonly redis?: string
  /** What the shop of the races asks when it looks something up. Not needed for the pages that are timed. */
  readonly lookUpUrl?: string
  /** Default: 1. */
  readonly processes?: number
  /** In each process. Default: 32. */
  readonly threads?: number
}

/** A Django that runs in processes of its own. */
export interface RunningDjango {
  /** `http://127.0.0.1:` and its port. */
  readonly url: string
  /** Of the process that started the others, which are its children. */
  readonly pid: number
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const START_MS_MAX = 60_000
const STOP_MS_MAX = 20_000
const run = promisify(execFile)

/** Starts the project of this folder under gunicorn, on a free port. Rejects, with what it printed, if it does not come up. */
export async function startDjango(options: DjangoOptions): Promise<RunningDjango> {
  const django = findDjango()
  if (django === null) throw new Error(`There is no Django. ${howToGetDjango}`)
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'comanda-django-'))
  mkdirSync(folder, { recursive: true })
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    const child = await started(django.python, options, folder)
    return {
      ...child,
      async stop() {
        await child.end()
        removeFolder()
      },
    }
  } catch (error) {
    removeFolder()
    throw error
  }
}

async function started(python: string, options: DjangoOptions, folder: string) {
  const env = environment(options, folder)
  const cwd = import.meta.dirname
  if (options.engine === 'db' || options.engine === 'cached_db')
    await run(python, ['-m', 'django', 'migrate', '--verbosity', '0'], { cwd, env })
  const child = startChild([python, ...gunicorn(options)], env, { cwd })
  const end = (): Promise<unknown> => child.end('SIGQUIT', STOP_MS_MAX)
  try {
    return { url: await urlOf(child), pid: child.pid, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** It keeps connections open as the other servers do, and loads the project before it listens, so that mistakes show. */
function gunicorn({ processes = 1, threads = 32 }: DjangoOptions): string[] {
  const size = ['--workers', String(processes), '--worker-class', 'gthread', '--threads', String(threads)]
  const rest = ['--bind', '127.0.0.1:0', '--keep-alive', '60', '--preload']
  return ['-m', 'gunicorn', ...size, ...rest, 'django.core.wsgi:get_wsgi_application()']
}

function environment({ engine, postgres, redis, lookUpUrl }: DjangoOptions, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    PYTHONDONTWRITEBYTECODE: '1',
    DJANGO_SETTINGS_MODULE: 'settings',
    FOLDER: folder,
    SESSION_ENGINE: engine,
    ...(postgres === undefined ? {} : { POSTGRES_URL: postgres }),
    ...(redis === undefined ? {} : { REDIS_URL: redis }),
    ...(lookUpUrl === undefined ? {} : { LOOK_UP_URL: lookUpUrl }),
  }
}

async function urlOf(child: Child): Promise<string> {
  const [, url = ''] = await child.printed(/Listening at: (http:\S+)/, START_MS_MAX)
  return url
}
