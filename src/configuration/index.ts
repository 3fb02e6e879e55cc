export { readYaml, type FieldPath, type ReadYaml, type YamlDocument } from './yaml-document.ts';
export { fieldName, firstProblem, shown, type SchemaProblem } from './schema-problem.ts';
