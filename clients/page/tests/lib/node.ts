// What browsers have and Node.js 18 has under another name.

import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto as Crypto;
