// The table of shapes: the types of the metadata that the page needs, each once, however many names
// it has. A shape is what `src/scale/shape.ts` says; beside it stand the types that TypeScript
// checks, and the lines of `shapes.txt`.

import { camel, pascal } from './names.mjs';

/** Types that stand on the wire in the order of their items. */
const SORTED = ['BTreeSet', 'BTreeMap'];

const INTEGERS = ['u8', 'u16', 'u32', 'u64', 'u128'];
const SIGNED = ['i8', 'i16', 'i32'];
const PRIMITIVES = [...INTEGERS, ...SIGNED, 'bool', 'str'];

/** Names that mean something else in the page. */
const RESERVED = [
  'Array',
  'Call',
  'Calls',
  'Constants',
  'Date',
  'Error',
  'Events',
  'Map',
  'Questions',
  'Set',
  'Stored',
];

/** Two ways to write a type: as TypeScript checks it, and as it stands on the wire. */
const TYPESCRIPT = {
  plain: (kind) => {
    if (kind === 'u64' || kind === 'u128') return 'bigint';
    if (INTEGERS.includes(kind) || SIGNED.includes(kind)) return 'number';
    return { bool: 'boolean', str: 'string', unit: 'undefined', bytes: 'Uint8Array', call: 'Call' }[
      kind
    ];
  },
  fixed: () => 'Uint8Array',
  compact: (integer) => TYPESCRIPT.plain(integer),
  list: (item) => `Array<${item}>`,
  set: (item) => `Array<${item}>`,
  array: (_length, item) => `Array<${item}>`,
  option: (some) => `${some} | undefined`,
  tuple: (items) => `[${items.join(', ')}]`,
  struct: (fields) => `{ ${fields.map(([name, type]) => `${name}: ${type}`).join('; ')} }`,
  units: (names) => names.map((name) => `'${name}'`).join(' | '),
  enum: (variants) =>
    variants
      .map(([_index, name, data]) => `{ type: '${name}'${data ? `; value: ${data}` : ''} }`)
      .join(' | '),
};
const WIRE = {
  plain: (kind) => kind,
  fixed: (length) => `[u8; ${length}]`,
  compact: (integer) => `compact ${integer}`,
  list: (item) => `[${item}]`,
  set: (item) => `{${item}}`,
  array: (length, item) => `[${item}; ${length}]`,
  option: (some) => `${some}?`,
  tuple: (items) => `(${items.join(', ')})`,
  struct: (fields) => `{ ${fields.map(([name, type]) => `${name}: ${type}`).join(', ')} }`,
  units: (names) => names.join(' | '),
  enum: (variants) =>
    variants
      .map(([index, name, data]) => `${name} = ${index}${data ? ` ${data}` : ''}`)
      .join(' | '),
};

export class Table {
  /**
   * @param {object[]} lookup the metadata's types
   * @param {number} callType the type of any call, which the shape `call` stands for
   */
  constructor(lookup, callType) {
    this.lookup = lookup;
    this.callType = callType;
    this.shapes = [];
    this.places = new Map();
    this.known = new Map();
    this.named = new Map();
    this.aliases = new Map();
  }

  type(id) {
    const type = this.lookup[id];
    if (!type) throw new Error(`the metadata has no type ${id}`);
    return type;
  }

  /** What a type is, once its wrappers are off: a struct of one field without a name is that field. */
  bare(id) {
    if (id === this.callType) return id;
    const { def, path } = this.type(id);
    // To the chain a set in another order is the same set, but other bytes: it must be sorted.
    if (SORTED.includes(path.at(-1))) return id;
    const inner =
      def.tag === 'composite' && def.value.length === 1 && def.value[0].name === undefined
        ? def.value[0].type
        : undefined;
    return inner === undefined ? id : this.bare(inner);
  }

  /** The shape of a type, with shapes instead of places in it. */
  describe(outer, within = []) {
    const id = this.bare(outer);
    if (id === this.callType) return { kind: 'plain', of: 'call' };
    if (within.includes(id)) {
      throw new Error(`${this.nameOf(id)} has itself within it: the page has no codec for that`);
    }
    const inside = [...within, id];
    const refuse = (what) => {
      throw new Error(`the page has no codec for ${what} (${this.type(outer).path.join('::')})`);
    };
    const { path, def } = this.type(id);
    switch (def.tag) {
      case 'primitive': {
        const { tag } = def.value;
        if (!PRIMITIVES.includes(tag)) refuse(tag);
        return { kind: 'plain', of: tag };
      }
      case 'compact': {
        const inner = this.describe(def.value, inside);
        if (inner.kind !== 'plain') refuse('a compact type that is no integer');
        if (inner.of === 'unit') return inner;
        return { kind: 'compact', of: inner.of };
      }
      case 'sequence':
        return this.isByte(def.value)
          ? { kind: 'plain', of: 'bytes' }
          : { kind: 'list', item: def.value, inside };
      case 'array':
        return this.isByte(def.value.type)
          ? { kind: 'fixed', length: def.value.len }
          : { kind: 'array', length: def.value.len, item: def.value.type, inside };
      case 'tuple':
        if (def.value.length === 0) return { kind: 'plain', of: 'unit' };
        return { kind: 'tuple', items: def.value, inside };
      case 'composite': {
        if (def.value.length === 0) return { kind: 'plain', of: 'unit' };
        if (SORTED.includes(path.at(-1))) {
          const [items] = def.value;
          const item = this.type(items.type).def.value;
          const { kind, of } = this.describe(item, inside);
          if (path.at(-1) !== 'BTreeSet' || kind !== 'plain' || !INTEGERS.includes(of)) {
            refuse('maps, and sets of what is no integer');
          }
          return { kind: 'set', item, inside };
        }
        return this.fieldsOf(def.value, inside);
      }
      case 'variant': {
        if (path.join('') === 'Option') {
          const [some] = def.value.find(({ name }) => name === 'Some').fields;
          if (this.type(this.bare(some.type)).path.join('') === 'Option') refuse('nested options');
          return { kind: 'option', some: some.type, inside };
        }
        const variants = def.value
          // An account is named by itself: the chain looks up no other form.
          .filter(({ name }) => path.at(-1) !== 'MultiAddress' || name === 'Id')
          .sort((a, b) => a.index - b.index);
        if (variants.every(({ fields, index }, i) => fields.length === 0 && index === i)) {
          return { kind: 'units', names: variants.map(({ name }) => name) };
        }
        return {
          kind: 'enum',
          variants: variants.map(({ index, name, fields }) => ({
            index,
            name,
            data: fields.length === 0 ? undefined : this.fieldsOf(fields, inside),
          })),
        };
      }
      default:
        return refuse(def.tag);
    }
  }

  /** Fields of a struct or a variant: a struct, a tuple, or the one field itself. */
  fieldsOf(fields, inside) {
    if (fields.every(({ name }) => name !== undefined)) {
      return {
        kind: 'struct',
        fields: fields.map(({ name, type }) => [camel(name), type]),
        inside,
      };
    }
    if (fields.length === 1) return { kind: 'same', type: fields[0].type, inside };
    return { kind: 'tuple', items: fields.map(({ type }) => type), inside };
  }

  isByte(id) {
    const { def } = this.type(id);
    return def.tag === 'primitive' && def.value.tag === 'u8';
  }

  /** The place of a type's shape in the table. */
  place(id, inside = []) {
    const bare = this.bare(id);
    if (!this.known.has(bare)) this.known.set(bare, this.put(this.describe(bare, inside)));
    return this.known.get(bare);
  }

  /** The place of the parameters of a call or an event. */
  placeOfFields(fields) {
    if (fields.length === 0) return this.put({ kind: 'plain', of: 'unit' });
    return this.put(this.fieldsOf(fields, []));
  }

  put(described) {
    const { kind, inside } = described;
    const of = (id) => this.place(id, inside);
    if (kind === 'same') return of(described.type);
    const shape = {
      plain: () => described.of,
      compact: () => ['compact', described.of],
      fixed: () => ['fixed', described.length],
      list: () => ['list', of(described.item)],
      set: () => ['set', of(described.item)],
      array: () => ['array', described.length, of(described.item)],
      option: () => ['option', of(described.some)],
      tuple: () => ['tuple', ...described.items.map(of)],
      struct: () => [
        'struct',
        described.fields.map(([name]) => name).join(' '),
        ...described.fields.map(([, type]) => of(type)),
      ],
      units: () => ['units', described.names.join(' ')],
      enum: () => [
        'enum',
        ...described.variants.map(({ index, name, data }) =>
          data ? [index, name, this.put(data)] : [index, name],
        ),
      ],
    }[kind]();
    const text = JSON.stringify(shape);
    if (!this.places.has(text)) this.places.set(text, this.shapes.push(shape) - 1);
    return this.places.get(text);
  }

  /** The name under which a struct or an enum of the runtime stands in the page's types. */
  nameOf(id) {
    if (this.named.has(id)) return this.named.get(id);
    const path = this.type(id).path;
    const crate = pascal(path[0].replace(/^pallet_/, ''));
    const candidates = [pascal(path.at(-1)), `${crate}${pascal(path.at(-1))}`];
    const taken = [...RESERVED, ...this.named.values()];
    let name = candidates.find((one) => !taken.includes(one));
    for (let n = 2; name === undefined; n += 1) {
      if (!taken.includes(`${candidates[1]}${n}`)) name = `${candidates[1]}${n}`;
    }
    this.named.set(id, name);
    return name;
  }

  hasName(id) {
    const { path, def } = this.type(id);
    if (id === this.callType || path.length === 0 || path.join('') === 'Result') return false;
    if (SORTED.includes(path.at(-1))) return false;
    return (def.tag === 'variant' && path.join('') !== 'Option') || def.tag === 'composite';
  }

  /** A type in one of the two notations; structs and enums by their names. */
  write(id, notation) {
    const bare = this.bare(id);
    if (!this.hasName(bare)) return this.writeOut(this.describe(bare), notation);
    const name = this.nameOf(bare);
    if (!this.aliases.has(name)) {
      this.aliases.set(name, undefined);
      const described = this.describe(bare);
      this.aliases.set(name, {
        typescript: this.writeOut(described, TYPESCRIPT),
        wire: this.writeOut(described, WIRE),
      });
    }
    return name;
  }

  writeOut(described, notation) {
    const of = (id) => this.write(id, notation);
    return {
      same: () => of(described.type),
      plain: () => notation.plain(described.of),
      compact: () => notation.compact(described.of),
      fixed: () => notation.fixed(described.length),
      list: () => notation.list(of(described.item)),
      set: () => notation.set(of(described.item)),
      array: () => notation.array(described.length, of(described.item)),
      option: () => notation.option(of(described.some)),
      tuple: () => notation.tuple(described.items.map(of)),
      struct: () => notation.struct(described.fields.map(([name, type]) => [name, of(type)])),
      units: () => notation.units(described.names),
      enum: () =>
        notation.enum(
          described.variants.map(({ index, name, data }) => [
            index,
            name,
            data && this.writeOut(data, notation),
          ]),
        ),
    }[described.kind]();
  }

  typescript(id) {
    return this.write(id, TYPESCRIPT);
  }

  wire(id) {
    return this.write(id, WIRE);
  }

  /** Parameters of a call or an event, in both notations. */
  fields(fields) {
    if (fields.length === 0) return { typescript: 'undefined', wire: '' };
    const described = this.fieldsOf(fields, []);
    return {
      typescript: this.writeOut(described, TYPESCRIPT),
      wire: this.writeOut(described, WIRE),
    };
  }
}
