// How to walk past a value without knowing what it means. The events of a block stand one after
// another: to find those of one transaction, all others must be walked past. So the page needs the
// width of each event of the runtime, and none of their names.
//
// A width is a number of bytes, or 'c' (a compact integer), 'b' (so many bytes as a compact integer
// says), ['l', width] (so many of it), ['o', width] (none or one), ['t', ...widths] (one after the
// other), or ['e', [index, width], ...] (by the number of a variant). Widths within one are places
// in the table.

const BYTES = { bool: 1, u8: 1, u16: 2, u32: 4, u64: 8, u128: 16, u256: 32 };
const SIGNED = { i8: 1, i16: 2, i32: 4, i64: 8, i128: 16, i256: 32, char: 4 };

export class Widths {
  constructor(lookup) {
    this.lookup = lookup;
    this.table = [];
    this.places = new Map();
    this.known = new Map();
  }

  /** The place of a type's width in the table. */
  place(id) {
    return this.put(this.width(id, []));
  }

  put(width) {
    const text = JSON.stringify(width);
    if (!this.places.has(text)) this.places.set(text, this.table.push(width) - 1);
    return this.places.get(text);
  }

  width(id, within) {
    if (within.includes(id)) throw new Error(`an event holds type ${id}, which has itself in it`);
    if (!this.known.has(id)) this.known.set(id, this.measure(this.lookup[id], [...within, id]));
    return this.known.get(id);
  }

  measure({ path, def }, within) {
    const of = (type) => this.width(type, within);
    switch (def.tag) {
      case 'primitive':
        return def.value.tag === 'str' ? 'b' : (BYTES[def.value.tag] ?? SIGNED[def.value.tag]);
      case 'compact':
        return 'c';
      case 'bitSequence':
        throw new Error('an event holds a row of bits: the page cannot walk past it');
      case 'sequence': {
        const item = of(def.value);
        return item === 1 ? 'b' : ['l', this.put(item)];
      }
      case 'array':
        return this.row(Array.from({ length: def.value.len }, () => of(def.value.type)));
      case 'tuple':
        return this.row(def.value.map(of));
      case 'composite':
        return this.row(def.value.map(({ type }) => of(type)));
      case 'variant': {
        if (path.join('') === 'Option') {
          return ['o', this.put(of(def.value.find(({ name }) => name === 'Some').fields[0].type))];
        }
        const variants = [...def.value]
          .sort((a, b) => a.index - b.index)
          .map(({ index, fields }) => [index, this.row(fields.map(({ type }) => of(type)))]);
        // Names alone are one byte, whichever it is.
        if (variants.every(([, width]) => width === 0)) return 1;
        return ['e', ...variants.map(([index, width]) => [index, this.put(width)])];
      }
      default:
        throw new Error(`the page cannot walk past ${def.tag}`);
    }
  }

  /** Widths one after the other; neighbours of a known number of bytes are one. */
  row(widths) {
    const joined = [];
    for (const width of widths) {
      const parts =
        Array.isArray(width) && width[0] === 't'
          ? width.slice(1).map((i) => this.table[i])
          : [width];
      for (const part of parts) {
        if (typeof part === 'number' && typeof joined.at(-1) === 'number') {
          joined.push(joined.pop() + part);
        } else if (part !== 0) {
          joined.push(part);
        }
      }
    }
    if (joined.length === 0) return 0;
    return joined.length === 1 ? joined[0] : ['t', ...joined.map((part) => this.put(part))];
  }
}
