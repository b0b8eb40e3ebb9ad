import { spawnSync } from 'node:child_process'

/** A Python that has Django and what its session engines need. */
export interface Django {
  readonly python: string
  /** Such as `3.2.25`. */
  readonly version: string
}

/** What to do where there is no Django. */
export const howToGetDjango =
  'On Debian: apt-get install python3-django python3-django-redis python3-psycopg2 python3-gunicorn.'

// A Python that is put before the system's does not see Debian's packages.
const pythons = ['python3', '/usr/bin/python3']
const ASK = 'import django, django_redis, psycopg2, gunicorn; print(django.get_version())'
let found: Django | null | undefined

/** The Django of this machine, or null. */
export function findDjango(): Django | null {
  if (found === undefined) found = pythons.map(djangoOf).find((one) => one !== null) ?? null
  return found
}

/** Why tests of Django are left out on this machine, or false. It is a peer: continuous integration need not have it. */
export function whyNoDjango(): string | false {
  return findDjango() === null && `there is no Django. ${howToGetDjango}`
}

function djangoOf(python: string): Django | null {
  const { status, stdout } = spawnSync(python, ['-c', ASK], { encoding: 'utf8' })
  return status === 0 ? { python, version: stdout.trim() } : null
}
