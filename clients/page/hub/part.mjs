// The part of the hub's description that the page relies on: the answers to what it asks, without
// words.

/** What says something to programs; the rest is for people. */
const KEPT = new Set([
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'enum',
  'items',
  'maximum',
  'minimum',
  'oneOf',
  'properties',
  'required',
  'type',
]);

function bare(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(bare);
  const kept = {};
  for (const [name, value] of Object.entries(schema)) {
    if (!KEPT.has(name)) continue;
    kept[name] =
      name === 'properties'
        ? Object.fromEntries(Object.entries(value).map(([field, one]) => [field, bare(one)]))
        : bare(value);
  }
  return kept;
}

/** The names of the schemas that one names. */
function* named(schema) {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, value] of Object.entries(schema)) {
    if (name === '$ref') yield value.split('/').at(-1);
    else yield* named(value);
  }
}

/**
 * @param {object} description what the hub says of itself (OpenAPI 3.1)
 * @param {{ get: string[], post: string[] }} wanted paths
 * @returns {{ part: object, missing: string[] }}
 */
export function partOf(description, wanted) {
  const missing = [];
  const paths = {};
  const schemas = {};
  const take = (schema) => {
    for (const name of named(schema)) {
      if (schemas[name]) continue;
      schemas[name] = bare(description.components.schemas[name]);
      take(schemas[name]);
    }
  };
  for (const [method, names] of Object.entries(wanted)) {
    for (const path of names) {
      const operation = description.paths[path]?.[method];
      const schema = operation?.responses?.['200']?.content?.['application/json']?.schema;
      if (!schema) {
        missing.push(`the hub has no answer to ${method} ${path}`);
        continue;
      }
      const { parameters = [], requestBody } = operation;
      const body = requestBody?.content?.['application/json']?.schema;
      paths[path] = {
        ...paths[path],
        [method]: {
          parameters: parameters.map(({ name, in: place, required, schema: one }) => ({
            name,
            in: place,
            required: required ?? false,
            schema: bare(one),
          })),
          ...(body && { requestBody: { required: true, ...content(bare(body)) } }),
          responses: { 200: { description: '', ...content(bare(schema)) } },
        },
      };
      take(schema);
      take(body ?? {});
    }
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  const info = { title: description.info.title, version: description.info.version };
  const part = { openapi: description.openapi, info, paths, components: { schemas: sorted } };
  return { part, missing };
}

const content = (schema) => ({ content: { 'application/json': { schema } } });

/** The whole description: the hub keeps its subjects in files of their own. */
export function wholeOf(whole, parts) {
  return {
    ...whole,
    paths: Object.assign({}, whole.paths, ...parts.map(({ paths }) => paths)),
    components: {
      ...whole.components,
      schemas: Object.assign({}, whole.components.schemas, ...parts.map(({ schemas }) => schemas)),
    },
  };
}
