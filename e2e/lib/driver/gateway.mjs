// A gateway, which brings signed readings to the chain in batches. Anybody may run one. It needs an
// account for the fee that a batch of bad readings would cost, and nobody has to trust it.

import { outcomeOf } from './energy.mjs';

export class Gateway {
  constructor(chain, energy, account) {
    Object.assign(this, { chain, energy, account });
    this.maxBatch = energy.consts.maxBatch.toNumber();
    this.maxBooks = energy.consts.maxBooks.toNumber();
    this.maxSettle = energy.consts.maxSettle.toNumber();
  }

  /**
   * Sends as many batches as the readings of a grid need, in their order (nonces keep it). It never
   * splits `readings` needlessly.
   */
  relay(readings, onSigned = () => {}) {
    return this.batches(readings).map((batch) => {
      const tx = this.energy.tx.submitReadings(batch);
      return this.watch(tx, batch, onSigned, (receipt) => ({
        ...receipt,
        readings: batch,
        ...outcomeOf(receipt.events, batch),
      }));
    });
  }

  settle(meters, onSigned = () => {}) {
    return this.inPieces(meters, this.maxSettle, (batch) =>
      this.watch(this.energy.tx.settle(batch), batch, onSigned, (receipt) => receipt),
    );
  }

  /** Each slot is a book, and so is the last slot that has ended. */
  batches(readings) {
    const batches = [];
    let slots = new Set();
    for (const reading of readings) {
      slots.add(reading.slot);
      const last = batches.at(-1);
      if (!last || last.length === this.maxBatch || slots.size === this.maxBooks) {
        batches.push([reading]);
        slots = new Set([reading.slot]);
      } else last.push(reading);
    }
    return batches;
  }

  inPieces(items, size, submit) {
    const pieces = [];
    for (let from = 0; from < items.length; from += size) {
      pieces.push(items.slice(from, from + size));
    }
    return pieces.map(submit);
  }

  watch(tx, batch, onSigned, finish) {
    const { included, finalized } = this.chain.submit(tx, this.account, (hash) =>
      onSigned(hash, batch),
    );
    const done = { included: included.then(finish), finalized: finalized.then(finish) };
    done.included.catch(() => {});
    done.finalized.catch(() => {});
    return done;
  }
}
