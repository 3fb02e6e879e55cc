import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { programVersion } from '../src/cli/up-program-version.ts';
import { mappingJsonSchema } from '../src/events/index.ts';
import { controlOpenApi, statusJsonSchema } from '../src/http/index.ts';
import {
  alertsJsonSchema,
  experimentReportJsonSchema,
  rangeJsonSchema,
  reportJsonSchema,
} from '../src/monitoring/index.ts';
import { qualityJsonSchema } from '../src/quality/index.ts';
import { planJsonSchema } from '../src/rollout/index.ts';
import { rulesJsonSchema } from '../src/serving/index.ts';

/** Writes the published JSON schemas anew from the schemas that the program validates with. */
const folder = join(import.meta.dirname, '../docs/schemas');
const schemas = {
  'control-openapi.json': controlOpenApi(programVersion()),
  'alerts.schema.json': alertsJsonSchema(),
  'experiment.schema.json': experimentReportJsonSchema(),
  'experiment-plan.schema.json': planJsonSchema(),
  'mapping.schema.json': mappingJsonSchema(),
  'quality.schema.json': qualityJsonSchema(),
  'range.schema.json': rangeJsonSchema(),
  'report.schema.json': reportJsonSchema(),
  'rules.schema.json': rulesJsonSchema(),
  'status.schema.json': statusJsonSchema(),
};
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const path = join(folder, name);
  const options = { ...(await resolveConfig(path)), parser: 'json' };
  writeFileSync(path, await format(JSON.stringify(schema), options));
}
