// Finds in the metadata what the page wants, by the names in `wanted.mjs`. A name that is not there
// is collected, so that one run tells all that changed.

import { getDynamicBuilder, getLookupFn } from '@polkadot-api/metadata-builders';
import { Twox128 } from '@polkadot-api/substrate-bindings';
import { camel, paragraph } from './names.mjs';

/** What the page can hash a key of a map with. */
const HASHERS = ['Blake2128Concat', 'Identity', 'Twox64Concat'];

const utf8 = new TextEncoder();
const hex = (bytes) => `0x${Buffer.from(bytes).toString('hex')}`;

export class Runtime {
  constructor(metadata) {
    this.metadata = metadata;
    this.missing = [];
    this.pallets = new Map(metadata.pallets.map((pallet) => [camel(pallet.name), pallet]));
    this.apis = new Map(metadata.apis.map((api) => [camel(api.name), api]));
    this.values = getDynamicBuilder(getLookupFn(metadata));
  }

  /** The one of that name, or a line in `missing` with what there is instead. */
  find(kind, owner, name, all) {
    const found = all.get(name);
    if (!found) {
      const near = Math.min(4, Math.floor(name.length / 3));
      const like = [...all.keys()].filter((other) => distance(other, name) <= near);
      const hint = like.length > 0 ? `; is it ${like.join(' or ')} now?` : '';
      this.missing.push(`the runtime has no ${kind} ${owner ? `${owner}.` : ''}${name}${hint}`);
    }
    return found;
  }

  /** Each of the names of a list, with what `pick` finds of it in its pallet. */
  each(list, kind, groups, membersOf) {
    return Object.entries(list).flatMap(([section, names]) => {
      const group = this.find(kind === 'function' ? 'API' : 'pallet', '', section, groups);
      if (!group) return [];
      const members = new Map(membersOf(group).map((member) => [member.key, member]));
      return names.flatMap((name) => {
        const member = this.find(kind, section, name, members);
        return member ? [{ ...member, section, name, group }] : [];
      });
    });
  }

  variants(reference) {
    if (!reference) return [];
    const { def } = this.metadata.lookup[reference.type];
    return def.tag === 'variant' ? def.value : [];
  }

  calls(wanted) {
    return this.each(wanted, 'call', this.pallets, ({ calls }) =>
      this.variants(calls).map((call) => ({ ...call, key: camel(call.name) })),
    );
  }

  events(wanted) {
    return this.each(wanted, 'event', this.pallets, ({ events }) =>
      this.variants(events).map((event) => ({ ...event, key: event.name })),
    );
  }

  questions(wanted) {
    return this.each(wanted, 'function', this.apis, ({ name: api, methods }) =>
      methods.map((method) => ({
        ...method,
        key: camel(method.name),
        method: `${api}_${method.name}`,
      })),
    );
  }

  storage(wanted) {
    return this.each(wanted, 'storage item', this.pallets, ({ storage }) =>
      (storage?.items ?? []).map((item) => ({
        ...item,
        key: camel(item.name),
        prefix: hex([...Twox128(utf8.encode(storage.prefix)), ...Twox128(utf8.encode(item.name))]),
        ...this.keyOf(item),
      })),
    );
  }

  keyOf({ name, type }) {
    if (type.tag === 'plain') return { keys: [], value: type.value };
    const { hashers, key, value } = type.value;
    const { def } = this.metadata.lookup[key];
    const types = hashers.length === 1 ? [key] : def.value;
    const keys = hashers.map(({ tag }, i) => ({ hasher: tag, type: types[i], name }));
    return { keys, value };
  }

  /** Constants with their values. */
  constants(wanted) {
    return this.each(wanted, 'constant', this.pallets, ({ constants }) =>
      constants.map((constant) => ({
        ...constant,
        given: constant.name,
        key: camel(constant.name),
      })),
    ).map((constant) => ({
      ...constant,
      value: this.values.buildConstant(constant.group.name, constant.given).dec(constant.value),
    }));
  }

  version() {
    const version = this.pallets.get('system').constants.find(({ name }) => name === 'Version');
    const { spec_name, spec_version, transaction_version } = this.values
      .buildConstant('System', 'Version')
      .dec(version.value);
    return {
      specName: spec_name,
      specVersion: spec_version,
      transactionVersion: transaction_version,
    };
  }

  /** The transaction extensions with bytes, in their order. All of them must be known to the page. */
  extensions(known) {
    const { extensionsByVersion } = this.metadata.extrinsic;
    const all =
      extensionsByVersion[4] ?? extensionsByVersion[0] ?? Object.values(extensionsByVersion)[0];
    const isEmpty = (type) => {
      const { def } = this.metadata.lookup[type];
      return (def.tag === 'tuple' || def.tag === 'composite') && def.value.length === 0
        ? true
        : def.tag === 'composite' && def.value.length === 1 && isEmpty(def.value[0].type);
    };
    const carrying = all.filter((one) => !isEmpty(one.type) || !isEmpty(one.additionalSigned));
    const names = carrying.map(({ identifier }) => identifier);
    for (const name of names) {
      if (!known.includes(name)) this.missing.push(`the page does not know the extension ${name}`);
    }
    for (const name of known) {
      if (!names.includes(name)) this.missing.push(`the runtime has no extension ${name}`);
    }
    return names;
  }

  /** What a call can fail with: of each pallet its index, its name, and its errors by their index. */
  failures() {
    return this.metadata.pallets.flatMap(({ name, index, errors }) => {
      const all = [...this.variants(errors)].sort((a, b) => a.index - b.index);
      return all.length === 0
        ? []
        : [
            {
              index,
              name: camel(name),
              errors: all.map((error) => [error.index, error.name, paragraph(error.docs)]),
            },
          ];
    });
  }

  checkHashers(items) {
    for (const { section, name, keys } of items) {
      for (const { hasher } of keys) {
        if (!HASHERS.includes(hasher)) {
          this.missing.push(`the page does not know the hasher ${hasher} of ${section}.${name}`);
        }
      }
    }
  }
}

/** How many letters two names differ by, at most. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row.at(-1);
}
