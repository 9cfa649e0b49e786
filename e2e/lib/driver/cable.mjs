// The link between a phone and its village's server, or between two islands: thin, slow, and cut at times.
// Everything over TCP goes through it. While it is cut nothing passes and nobody is told, which is what
// makes a cut cable worse than a refused connection; what was on its way comes when it is mended, as TCP
// sends it again.

import { connect, createServer } from 'node:net';

export class Cable {
  /**
   * @param {object} options
   * @param {number} [options.rate]     bits a second, shared by all connections of a direction
   * @param {number} [options.delayMs]  how long each byte is under way
   */
  constructor({ rate = Infinity, delayMs = 0 } = {}) {
    this.shape({ rate, delayMs });
    this.isCut = false;
    this.ways = new Set();
    this.sockets = new Set();
  }

  shape({ rate = Infinity, delayMs = 0 }) {
    Object.assign(this, { rate, delayMs });
  }

  /** Listens on a port of its own. Whoever comes before it leads somewhere is turned away. */
  async start() {
    this.server = createServer((near) => this.carry(near));
    await new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', resolve);
    });
    this.port = this.server.address().port;
    return this;
  }

  /** The port of this machine at its other end. */
  leadTo(port) {
    this.target = port;
  }

  carry(near) {
    if (this.target === undefined) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    const there = new Way(this, near, far, 'there');
    const back = new Way(this, far, near, 'back');
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      // A connection that breaks is at its end, and the other one hears of that by the same way.
      socket.on('error', () => {});
      socket.on('close', () => this.sockets.delete(socket));
    }
    for (const way of [there, back]) {
      this.ways.add(way);
      way.done.then(() => this.ways.delete(way));
    }
  }

  cut() {
    this.isCut = true;
  }

  mend() {
    this.isCut = false;
    for (const way of this.ways) way.go();
  }

  stop() {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => {
      this.server.close(resolve);
    });
  }
}

/** When the last byte of a direction is through. All connections have one radio. */
const busyUntil = new WeakMap();

function endOf(cable, direction, bytes) {
  const busy = busyUntil.get(cable) ?? { there: 0, back: 0 };
  busyUntil.set(cable, busy);
  busy[direction] = Math.max(Date.now(), busy[direction]) + (bytes * 8_000) / cable.rate;
  return busy[direction] + cable.delayMs;
}

/** One direction of a connection: its bytes in their order, and its end after them. */
class Way {
  constructor(cable, from, to, direction) {
    Object.assign(this, { cable, to, waiting: [] });
    this.done = new Promise((resolve) => {
      this.finish = resolve;
    });
    const add = (bytes) => {
      this.waiting.push({ at: endOf(cable, direction, bytes?.length ?? 0), bytes });
      this.go();
    };
    from.on('data', add);
    from.once('close', () => add());
  }

  /** Hands on what has arrived. */
  go() {
    clearTimeout(this.timer);
    while (this.waiting.length > 0 && !this.cable.isCut) {
      const [{ at, bytes }] = this.waiting;
      const left = at - Date.now();
      if (left > 0) {
        this.timer = setTimeout(() => this.go(), left);
        return;
      }
      this.waiting.shift();
      if (bytes === undefined) {
        this.to.end();
        this.to.destroySoon();
        this.finish();
        return;
      }
      this.to.write(bytes);
    }
  }
}
