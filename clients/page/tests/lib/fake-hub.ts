// A hub that answers by its own description, and breaks as a test wants.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers, replies, schemas } from '../../src/generated/hub.ts';
import type { Schema } from '../../src/hub/schema.ts';

/** A value that is as a schema says, and otherwise as plain as can be. */
export function exampleOf(schema: Schema, given: Record<string, unknown> = {}): unknown {
  if (schema.$ref !== undefined) return exampleOf(schemas[schema.$ref.split('/').at(-1)!]!, given);
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice) return exampleOf(choice, given);
  if (schema.enum) return schema.enum[0];
  if ('const' in schema) return schema.const;
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, one]) => [
          name,
          Object.hasOwn(given, name) ? given[name] : exampleOf(one, given),
        ]),
      );
    case 'array':
      return schema.items ? [exampleOf(schema.items, given)] : [];
    case 'integer':
    case 'number':
      return schema.minimum ?? 0;
    case 'boolean':
      return false;
    case 'string':
      return '0x00';
    default:
      return null;
  }
}

export interface Broken {
  status?: number;
  body?: string;
}

export class FakeHub {
  /** What is answered in place of the true answer. */
  broken: Broken | undefined;
  /** What was asked, in the order in which it came. */
  asked: string[] = [];
  /** As whom it was asked. */
  authorized: (string | undefined)[] = [];
  /** Values of fields, wherever they stand in an answer. */
  given: Record<string, unknown> = {};
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url!, 'http://127.0.0.1');
      this.asked.push(pathname + search);
      this.authorized.push(request.headers.authorization);
      const table: Record<string, Schema> = request.method === 'POST' ? replies : answers;
      const template = Object.keys(table).find((path) =>
        new RegExp(`^${path.replace(/\{\w+\}/g, '[\\w-]+')}$`).test(pathname),
      );
      const schema = template === undefined ? undefined : table[template];
      const body = schema
        ? JSON.stringify(exampleOf(schema, this.given))
        : JSON.stringify({ error: { code: 'noSuchPage', message: 'there is no such page' } });
      response.writeHead(this.broken?.status ?? (schema ? 200 : 404), {
        'content-type': 'application/json',
      });
      response.end(this.broken?.body ?? body);
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
