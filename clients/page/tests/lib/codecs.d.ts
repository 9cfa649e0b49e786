// The parts of the generator that tests use, which is JavaScript.

declare module '*/codecs/metadata.mjs' {
  import type { UnifiedMetadata } from '@polkadot-api/substrate-bindings';

  /** Metadata of a version that has runtime APIs. */
  export type Metadata = UnifiedMetadata<15>;
  export function parse(bytes: Uint8Array): Metadata;
}

declare module '*/codecs/names.mjs' {
  export function camel(name: string): string;
}

declare module '*/codecs/table.mjs' {
  export class Table {
    constructor(lookup: unknown, callType: number);
    /** Shapes of `src/scale/shape.ts`. */
    shapes: never[];
    place(type: number): number;
  }
}

declare module '*/codecs/emit.mjs' {
  export function emit(
    bytes: Uint8Array,
    metadata: unknown,
    wanted: unknown,
  ): { files: Record<string, string>; shapes: string; missing: string[] };
}

declare module '*/codecs/shapes.mjs' {
  export function differences(written: string, found: string): string[];
}

declare module '*/codecs/wanted.mjs' {
  type Names = Record<string, string[]>;
  export const CALLS: Names;
  export const QUESTIONS: Names;
  export const STORAGE: Names;
  export const CONSTANTS: Names;
  export const EVENTS: Names;
  export const EXTENSIONS: string[];
}
