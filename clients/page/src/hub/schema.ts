// Whether an answer is what the hub's description says it is: the part of JSON Schema that this
// description uses. A hub may be wrong, or lie; what it sends must not break a view.

export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  oneOf?: readonly Schema[];
  anyOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minimum?: number;
  maximum?: number;
}

/** Deeper than this no answer goes. */
const DEEPEST = 32;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function isOfType(value: unknown, type: string): boolean {
  // A number that JavaScript cannot hold exactly would be shown wrong.
  return type === 'integer' ? Number.isSafeInteger(value) : typeOf(value) === type;
}

/** Where a value is not as it should be, or undefined if it is. */
export function flawOf(
  value: unknown,
  schema: Schema,
  schemas: Readonly<Record<string, Schema>>,
  path = '',
  depth = 0,
): string | undefined {
  if (depth > DEEPEST) return path;
  const flaw = (one: unknown, by: Schema, at: string) => flawOf(one, by, schemas, at, depth + 1);
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return named ? flaw(value, named, path) : path;
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices && choices.every((one) => flaw(value, one, path) !== undefined)) return path;
  if (schema.type !== undefined) {
    const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
    if (!types.some((type) => isOfType(value, type))) return path;
  }
  if (schema.enum && !schema.enum.includes(value)) return path;
  if ('const' in schema && schema.const !== value) return path;
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return path;
    if (schema.maximum !== undefined && value > schema.maximum) return path;
  }
  if (Array.isArray(value) && schema.items) {
    for (const [i, item] of value.entries()) {
      const found = flaw(item, schema.items, `${path}/${i}`);
      if (found !== undefined) return found;
    }
  }
  if (typeOf(value) === 'object') {
    const fields = value as Record<string, unknown>;
    for (const name of schema.required ?? []) {
      if (!Object.hasOwn(fields, name)) return `${path}/${name}`;
    }
    for (const [name, one] of Object.entries(schema.properties ?? {})) {
      if (!Object.hasOwn(fields, name)) continue;
      const found = flaw(fields[name], one, `${path}/${name}`);
      if (found !== undefined) return found;
    }
    // More fields than the description names do no harm: a newer hub may have them.
    if (typeof schema.additionalProperties === 'object') {
      for (const [name, one] of Object.entries(fields)) {
        if (schema.properties && Object.hasOwn(schema.properties, name)) continue;
        const found = flaw(one, schema.additionalProperties, `${path}/${name}`);
        if (found !== undefined) return found;
      }
    }
  }
  return undefined;
}
