/**
 * For tests: the contract every store keeps, stores with faults, gates that make a race happen every time, a clock
 * that stands still and randomness that repeats. `storeContract` needs `node:test`.
 *
 * @module
 */
export type { StoreMethod } from './around-store.ts'
export { type CountingStore, countingStore, type StoreCalls } from './counting-store.ts'
export { createFakeClock, type FakeClock } from './fake-clock.ts'
export { type FaultPlan, type FaultyStore, faultyStore } from './faulty-store.ts'
export { createGate, type Gate, gatedStore, type StorePoint } from './gate.ts'
export { nextRecord, sampleRecord } from './sample-record.ts'
export { seededBytes, seededIntegers } from './seeded-random.ts'
export { type StoreBench, type StoreCase, StoreContractError } from './store-case.ts'
export {
  type MakeStore,
  runStoreCases,
  type StoreCaseResult,
  type StoreContractOptions,
  type StoreUnderTest,
  storeCases,
  storeContract,
} from './store-contract.ts'
