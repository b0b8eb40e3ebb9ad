/**
 * Two processes of the shop with their sessions in a Redis cluster, of which nodes are killed under load: first one that comes
 * back, then one whose replica takes over.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RedisCluster, startRedisCluster, whyNoRedis } from '@comanda/test-kit/redis'
import { type Shop, startShop } from '@comanda/test-kit/shop'
import { Redis } from 'iovalkey'
import { ADD_MS_MAX, askAt, assertComeAgain, assertWithin, eventually } from './app/testing/outage-shop.ts'

const ADDS = 200
const AT_ONCE = 16
/** So many that each of three nodes has some. */
const SHOPPERS = 24
/** So many adds are acknowledged before a node is killed, and again by the nodes that are left. */
const LOAD = 60
/** What a shopper waits after a 503: much less than asked for. Milliseconds. */
const PAUSE_MS = 20
/** A node is taken for dead after a second. Replicas take over only once they are told to. */
const SETTINGS = {
  'cluster-node-timeout': '1000',
  'cluster-require-full-coverage': 'no',
  'cluster-replica-no-failover': 'yes',
}

describe('two shops on one Redis cluster', { skip: whyNoRedis() }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'comanda-cluster-'))
  const shops: Shop[] = []
  let cluster: RedisCluster
  before(async () => {
    cluster = await startRedisCluster({ replicas: 1, durable: true, settings: SETTINGS })
    const file = join(dataDir, 'catalogue.csv')
    writeFileSync(file, 'URL handle,Title,Price\nbread,Bread,2.50\n')
    const [one, two, three] = cluster.nodes
    const env = { SESSION_URL: `${one?.url},${two?.url},${three?.url}` }
    shops.push(await startShop({ dataDir, env, args: ['--catalogue', file] }))
    shops.push(await startShop({ dataDir, env }))
  })
  after(async () => {
    for (const shop of shops) await shop.kill()
    await cluster?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  test('200 parallel adds of one visitor over both make 200', async () => {
    const ana = await newShopper()
    await inParallel(ADDS - 1, async (nth) => assert.equal(await add(ana, nth), true))
    assert.equal(await unitsOf(ana, 0), ADDS)
    assert.equal(await unitsOf(ana, 1), ADDS)
  })

  test('a node that is killed under load and comes back has all it acknowledged, and the others go on meanwhile', async () => {
    const shoppers = await newShoppers()
    const here = await onNode(0, shoppers)
    await killUnderLoad(0, shoppers, here)
    await cluster.nodes[0]?.restart()
    await eventually(async () => (await Promise.all(here.map(add))).every(Boolean))
    assert.equal(await lostBy(shoppers), 0)
  })

  test('a node that stays dead: its replica takes over, and the sessions of the others lose nothing', async (context) => {
    await allowFailover()
    const shoppers = await newShoppers()
    const here = await onNode(1, shoppers)
    const killedAt = await killUnderLoad(1, shoppers, here)
    const both = here.flatMap((one) => [() => unitsIfAny(one, 0), () => unitsIfAny(one, 1)])
    await eventually(async () => !(await Promise.all(both.map((ask) => ask()))).includes(null))
    const milliseconds = Math.round(performance.now() - killedAt)
    const lost = await lostBy(here)
    context.diagnostic(`${here.length} carts not to be had for ${milliseconds} ms; ${lost} acknowledged adds lost`)
    assert.equal(await lostBy(shoppers.filter((one) => !here.includes(one))), 0)
    for (const [nth, shopper] of here.entries()) assert.equal(await add(shopper, nth), true)
  })

  /** Everybody adds to the cart, by both shops; in the midst of it the node is killed. Answers when. */
  async function killUnderLoad(node: number, shoppers: readonly Shopper[], here: readonly Shopper[]): Promise<number> {
    let killedAt: number | null = null
    let killing: Promise<void> | undefined
    const before = sum(shoppers)
    const elsewhere = shoppers.filter((one) => !here.includes(one))
    let atKill = 0
    const isOver = () =>
      killedAt !== null && sum(elsewhere) >= atKill + LOAD && here.every(({ refused }) => refused > 0)
    async function adding(shopper: Shopper, nth: number): Promise<void> {
      while (!isOver()) {
        const isDone = await add(shopper, nth)
        assert.ok(isDone || here.includes(shopper), 'a session on another node is refused')
        if (!isDone) await sleep(PAUSE_MS)
        if (killedAt !== null || sum(shoppers) < before + LOAD) continue
        killedAt = performance.now()
        atKill = sum(elsewhere)
        killing = cluster.nodes[node]?.kill()
      }
    }
    await Promise.all(shoppers.map(adding))
    await killing
    assert.ok(killedAt !== null)
    return killedAt
  }

  async function newShopper(): Promise<Shopper> {
    const { status, headers } = await askAt(shops[0]?.baseUrl ?? '', '/cart/add.js', { as: 'script', body: { id: 1 } })
    assert.equal(status, 200)
    const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    return { cookie, attempted: 1, acknowledged: 1, refused: 0 }
  }

  function newShoppers(): Promise<Shopper[]> {
    return Promise.all(Array.from({ length: SHOPPERS }, newShopper))
  }

  /** One try, by one of the shops: acknowledged, or refused as an outage is to be. */
  async function add(shopper: Shopper, nth: number): Promise<boolean> {
    const { cookie } = shopper
    shopper.attempted += 1
    const question = { cookie, as: 'script', body: { id: 1 } } as const
    const answer = await askAt(shops[nth % 2]?.baseUrl ?? '', '/cart/add.js', question)
    assertWithin(answer, ADD_MS_MAX)
    if (answer.status === 200) shopper.acknowledged += 1
    else {
      assertComeAgain(answer)
      shopper.refused += 1
    }
    return answer.status === 200
  }

  async function unitsIfAny({ cookie }: Shopper, shop: number): Promise<number | null> {
    const { status, text } = await askAt(shops[shop]?.baseUrl ?? '', '/cart.js', { cookie, as: 'script' })
    return status === 200 ? (JSON.parse(text) as { item_count: number }).item_count : null
  }

  async function unitsOf(shopper: Shopper, shop: number): Promise<number> {
    const units = await unitsIfAny(shopper, shop)
    assert.ok(units !== null)
    return units
  }

  /** How many acknowledged adds are not in the carts. More than was asked for is in none. */
  async function lostBy(shoppers: readonly Shopper[]): Promise<number> {
    const losses = shoppers.map(async (shopper) => {
      const units = await unitsOf(shopper, 0)
      assert.ok(units <= shopper.attempted, `${units} of ${shopper.attempted}`)
      return Math.max(0, shopper.acknowledged - units)
    })
    return (await Promise.all(losses)).reduce((all, lost) => all + lost, 0)
  }

  /** Those whose sessions the node has. */
  async function onNode(nth: number, shoppers: readonly Shopper[]): Promise<readonly Shopper[]> {
    const url = cluster.nodes[nth]?.url ?? ''
    const slots = await command(url, 'cluster', 'nodes')
    const [, first, last] = /myself.* (\d+)-(\d+)/.exec(String(slots)) ?? []
    assert.ok(first !== undefined && last !== undefined, String(slots))
    const found: Shopper[] = []
    for (const shopper of shoppers) {
      const id = /=([\w-]+)\./.exec(shopper.cookie)?.[1]
      const slot = Number(await command(url, 'cluster', 'keyslot', `comanda:{${id}}`))
      if (slot >= Number(first) && slot <= Number(last)) found.push(shopper)
    }
    assert.ok(found.length > 0 && found.length < shoppers.length, `${found.length} of ${shoppers.length}`)
    return found
  }

  /** Once all replicas have copied what there is: others would not take over. */
  async function allowFailover(): Promise<void> {
    for (const { url } of cluster.nodes) await command(url, 'config', 'set', 'cluster-replica-no-failover', 'no')
    await eventually(async () => {
      const told = await Promise.all(cluster.nodes.map(({ url }) => command(url, 'info', 'replication')))
      return told.every((text) => /role:master[\s\S]*connected_slaves:1|master_link_status:up/.test(String(text)))
    })
  }
})

/** Somebody with a session, and how their adds were answered. */
interface Shopper {
  readonly cookie: string
  attempted: number
  acknowledged: number
  refused: number
}

function sum(shoppers: readonly Shopper[]): number {
  return shoppers.reduce((all, { acknowledged }) => all + acknowledged, 0)
}

async function inParallel(count: number, task: (nth: number) => Promise<void>): Promise<void> {
  let next = 0
  async function worker(): Promise<void> {
    for (let nth = next++; nth < count; nth = next++) await task(nth)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function command(url: string, ...[name, ...rest]: readonly [string, ...string[]]): Promise<unknown> {
  const client = new Redis(url)
  try {
    return await client.call(name, ...rest)
  } finally {
    client.disconnect()
  }
}
