// The awards that a person keeps on this device.

import { useEffect, useState } from 'preact/hooks';
import { useApp } from '../../app/context.ts';
import { toHex } from '../../scale/bytes.ts';
import { type Award, awardOf, digestOfAward } from '../../credentials/sdjwt.ts';

export interface Held {
  id: string;
  token: string;
  /** Its envelope, as it came; none if the person has none. */
  envelope: string | undefined;
}

const PREFIX = 'award/';

export function useHeld() {
  const { session } = useApp();
  const [held, setHeld] = useState<readonly Held[]>();
  const load = async () => {
    const keys = await session.store.keys(PREFIX);
    const all = await Promise.all(keys.map((key) => session.store.get<Held>(key)));
    setHeld(all.filter((one) => one !== undefined));
  };
  useEffect(() => void load(), [session]);
  return {
    held,
    put: async (award: Award, token: string, envelope: string | undefined) => {
      const id = toHex(digestOfAward(award));
      await session.store.change<Held>(PREFIX + id, () => ({ id, token, envelope }));
      await load();
    },
    remove: async (id: string) => {
      await session.store.change(PREFIX + id, () => undefined);
      await load();
    },
  };
}

/** A stored award, which was verified when it came. */
export const awardIn = ({ token }: Held): Award => awardOf(token);

/** A claim's name and value, as people read them. */
export function claimWords(award: Award): { name: string; text: string; disclosure?: string }[] {
  return award.claims.map(({ name, value, disclosure }) => ({
    name: name.replaceAll('/', ' › '),
    text: String(value),
    ...(disclosure === undefined ? {} : { disclosure }),
  }));
}
