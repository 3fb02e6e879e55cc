export { checkContracts, type CatalogueTable, type DataInScope } from './check-contracts.ts';
export { CONTRACT_TABLES, type ContractTable } from './check.ts';
export type { CheckedContracts, CheckedRule, CheckedTable, Outcome } from './checked.ts';
export { contractFindings } from './contract-findings.ts';
export { KINDS } from './kinds/index.ts';
export { KIND_NAMES, type KindFacts, type KindName } from './kinds/kind-facts.ts';
export {
  loadContracts,
  SHIPPED_CONTRACTS,
  type Contract,
  type Contracts,
} from './load-contracts.ts';
export type { JudgedDay, SetAside } from './table-source.ts';
export { QUALITY, qualityJsonSchema, type Quality, type QualityFacts } from './quality-document.ts';
export { qualityFacts } from './quality-facts.ts';
