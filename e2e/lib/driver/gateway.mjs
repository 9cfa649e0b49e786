// A gateway: brings signed readings to the chain in batches. Anybody may be one; it needs an
// account for the fee that a batch of bad readings would cost, and nobody has to trust it.

import { outcomeOf } from './energy.mjs';

export class Gateway {
  constructor(chain, energy, account) {
    Object.assign(this, { chain, energy, account });
    this.maxBatch = energy.consts.maxBatch.toNumber();
    this.maxSettle = energy.consts.maxSettle.toNumber();
  }

  /**
   * As many batches as the readings need, in their order (nonces keep it). Never splits `readings`
   * needlessly.
   */
  relay(readings, onSigned = () => {}) {
    return this.inPieces(readings, this.maxBatch, (batch) => {
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
