import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ENGLISH } from '../src/words/languages.ts';
import { amountOf, BadAmount, decimal, integerOf } from '../src/words/numbers.ts';

const COMMA = { point: ',', group: '.' };

const why = (read: () => unknown) => {
  try {
    return String(read());
  } catch (error) {
    if (error instanceof BadAmount) return error.why;
    throw error;
  }
};

describe('amounts', () => {
  it('should be written as people write them', () => {
    assert.equal(decimal(0n, 12, ENGLISH), '0');
    assert.equal(decimal(1_500_000_000_000n, 12, ENGLISH), '1.5');
    assert.equal(decimal(1_234_567_890n, 2, ENGLISH), '12,345,678.9');
    assert.equal(decimal(1_234_567_890n, 2, COMMA), '12.345.678,9');
    assert.equal(decimal(-5n, 1, ENGLISH), '−0.5');
    assert.equal(decimal(999_999n, 6, ENGLISH, 2), '0.99');
    assert.equal(decimal(7n, 0, ENGLISH), '7');
  });

  it('should be read as they were written', () => {
    const value = fc.bigInt({ min: 0n, max: 2n ** 100n });
    fc.assert(
      fc.property(
        value,
        fc.integer({ min: 0, max: 18 }),
        fc.boolean(),
        (amount, decimals, isComma) => {
          const signs = isComma ? COMMA : ENGLISH;
          assert.equal(amountOf(decimal(amount, decimals, signs), decimals, signs), amount);
        },
      ),
    );
  });

  it('should be refused if they could mean something else', () => {
    const read = (text: string, decimals = 2) => why(() => amountOf(text, decimals, ENGLISH));
    assert.equal(read(''), 'empty');
    assert.equal(read('  '), 'empty');
    assert.equal(read('-1'), 'negative');
    assert.equal(read('1,5'), 'no number');
    assert.equal(read('1,50'), 'no number');
    assert.equal(read('1,500'), '150000');
    assert.equal(read('1.5.0'), 'no number');
    assert.equal(read('1e3'), 'no number');
    assert.equal(read('0x10'), 'no number');
    assert.equal(read('.'), 'no number');
    assert.equal(read('1.005'), 'too fine');
    assert.equal(read('1.500'), '150');
    assert.equal(read('.5'), '50');
    assert.equal(read('5.'), '500');
    assert.equal(read('12 000'), '1200000');
    assert.equal(read('9'.repeat(41)), 'no number');
  });

  it('should be whole where only whole ones are', () => {
    assert.equal(integerOf(' 42 '), 42);
    assert.equal(integerOf('4294967295'), 4_294_967_295);
    for (const text of ['4294967296', '-1', '1.0', '1,000', '٣', 'ten', '1e1']) {
      assert.equal(
        why(() => integerOf(text)),
        'no number',
        text,
      );
    }
    assert.equal(
      why(() => integerOf('')),
      'empty',
    );
    assert.equal(
      why(() => integerOf('101', 100)),
      'no number',
    );
  });
});
