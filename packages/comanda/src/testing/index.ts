/**
 * For tests: the contract every store keeps, races and random histories that prove it, models to compare with, stores
 * with faults, gates that make a race happen every time, a clock that stands still and randomness that repeats.
 * `storeContract`, `raceContract` and `historyContract` need `node:test`.
 *
 * @module
 */
export type { StoreMethod } from './around-store.ts'
export type { Case, CaseResult, ContractOptions } from './cases.ts'
export { type CountingStore, countingStore, type StoreCalls } from './counting-store.ts'
export { TestingError } from './error.ts'
export { createFakeClock, type FakeClock } from './fake-clock.ts'
export { type FaultPlan, type FaultyStore, faultyStore } from './faulty-store.ts'
export { createGate, type Gate, gatedStore, type StorePoint } from './gate.ts'
export { checkHistory, type Verdict } from './history/check-history.ts'
export type { Answer, Deed, History, Operation, SessionHistory } from './history/history.ts'
export { type HistoryContractOptions, historyContract, type MakeRestlessHome } from './history/history-contract.ts'
export { type RecordOptions, recordHistory } from './history/record-history.ts'
export { restlessHome, type Unrest } from './history/restless-home.ts'
export type { CommandKind, ModelCommand } from './model/command.ts'
export { newSessionRun, type SessionReal, sessionCommands } from './model/session-commands.ts'
export type { SessionModel } from './model/session-model.ts'
export { newStoreRun, type StoreReal, storeCommands } from './model/store-commands.ts'
export type { StoreModel } from './model/store-model.ts'
export type { RaceBench } from './races/bench.ts'
export { type EngineHomeOptions, sealedCookieHome, storeHome } from './races/engine-home.ts'
export type { HomeAnswer, HomeRequest, Outcome, SessionHome, Told } from './races/home.ts'
export { type HttpHomeOptions, httpHome } from './races/http-home.ts'
export {
  type HomeUnderTest,
  type MakeHome,
  raceContract,
  raceScenarios,
  runRaceScenarios,
} from './races/race-contract.ts'
export { runSteps, type Step, type StepsDone } from './races/request.ts'
export { nextRecord, sampleRecord } from './sample-record.ts'
export { seededBytes, seededIntegers } from './seeded-random.ts'
export { type StoreBench, type StoreCase, StoreContractError } from './store-case.ts'
export { type MakeStore, runStoreCases, type StoreUnderTest, storeCases, storeContract } from './store-contract.ts'
