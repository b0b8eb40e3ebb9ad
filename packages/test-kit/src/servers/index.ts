/**
 * Finds and starts real database servers. Test files take `@comanda/test-kit/postgres` and `…/redis`, which share one.
 *
 * @module
 */
export { createPostgresDatabase } from './postgres-database.ts'
export { findPostgres, findRedis, howToGetPostgres, howToGetRedis } from './programs.ts'
export type { Server } from './server.ts'
export { startPostgres, startPostgresStandby } from './start-postgres.ts'
export { type RedisCluster, startRedis, startRedisCluster } from './start-redis.ts'
export { type RedisSentinels, startRedisSentinels } from './start-sentinels.ts'
