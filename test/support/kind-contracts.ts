import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A contract with one check of every kind, for the world of `contract-home.ts`. */
const EVENTS = `apiVersion: v3.1.0
kind: DataContract
id: every-kind
version: '1'
status: active
schema:
  - name: events
    properties:
      - { name: kind, physicalType: VARCHAR, required: true }
      - { name: time_ms, physicalType: BIGINT }
      - name: user_id
        physicalType: VARCHAR
        quality:
          - type: custom
            engine: showrunner
            implementation: { check: reference, to: users.user_id, mustBe: 0 }
      - name: item_id
        physicalType: VARCHAR
        quality:
          - { metric: invalidValues, arguments: { pattern: '^[a-z0-9+]+$' }, mustBe: 0 }
      - name: minute
        physicalType: INTEGER
        logicalType: integer
        logicalTypeOptions: { minimum: 0, maximum: 1500 }
      - name: host
        physicalType: VARCHAR
        quality:
          - { metric: missingValues, arguments: { missingValues: ['', 'null'] }, mustBe: 0 }
      - name: note
        physicalType: VARCHAR
        logicalType: string
        logicalTypeOptions: { maxLength: 20 }
      - name: item_ids
        physicalType: 'VARCHAR[]'
        logicalType: array
        logicalTypeOptions: { minItems: 1, maxItems: 3 }
    quality:
      - { metric: duplicateValues, arguments: { properties: [time_ms, user_id, item_id, minute] }, mustBe: 0 }
      - type: custom
        engine: showrunner
        implementation: { check: unaccountedLines, mustBe: 0 }
        severity: block
      - type: custom
        engine: showrunner
        implementation: { check: quarantinedLines, mustBeLessThan: 5, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: quarantineReason, mustBeLessThan: 2, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: repairedLines, mustBeLessThan: 1, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: duplicateLines, mustBeLessThan: 1, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: pendingLines, mustBeLessThan: 1, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: dailyVolume, leastRows: 10, mustBeGreaterThan: 80, unit: percent }
      - type: custom
        engine: showrunner
        implementation: { check: hourlyVolume, leastRows: 2, leastPercent: 20, mustBe: 0 }
slaProperties:
  - { property: latency, value: 2, unit: h }
`;

const USERS = `apiVersion: v3.1.0
kind: DataContract
id: every-kind-users
version: '1'
status: active
schema:
  - name: users
    properties:
      - { name: user_id, physicalType: VARCHAR }
      - name: gender
        physicalType: VARCHAR
        quality:
          - { metric: invalidValues, arguments: { validValues: [M, F] }, mustBe: 0 }
`;

const MOVIES = `apiVersion: v3.1.0
kind: DataContract
id: every-kind-movies
version: '1'
status: active
schema:
  - name: movies
    properties:
      - { name: item_id, physicalType: VARCHAR }
    quality:
      - { metric: rowCount, mustBeGreaterThan: 1 }
`;

/** Writes the contracts into a folder. @returns the folder */
export function writeKindContracts(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'events.yaml'), EVENTS);
  writeFileSync(join(folder, 'users.yaml'), USERS);
  writeFileSync(join(folder, 'movies.yaml'), MOVIES);
  return folder;
}
