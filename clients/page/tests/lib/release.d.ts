// The signer of releases, which is JavaScript.

declare module '*/release.mjs' {
  export function releaseKey(): Promise<{ secret: Uint8Array; public: string }>;
  export function writeRelease(
    folder: string,
    key: { secret: Uint8Array },
    first: readonly string[],
    later: readonly string[],
  ): Promise<void>;
}

declare module '*/hub/part.mjs' {
  export function partOf(
    description: unknown,
    wanted: { get: readonly string[]; post: readonly string[] },
  ): { part: { paths: object; components: { schemas: object } }; missing: string[] };
}
