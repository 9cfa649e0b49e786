// Loaded before each test: whatever wants the network gets an error. Verifiers that catch it and say
// "valid" all the same are the reason why `asked` counts.

import dns from 'node:dns';
import net from 'node:net';

export const asked = [];

function refuse(what) {
  return (...args) => {
    asked.push(`${what} ${args[0]?.href ?? args[0]?.url ?? JSON.stringify(args[0])}`);
    throw new Error(`the network was asked: ${asked.at(-1)}`);
  };
}

globalThis.fetch = refuse('fetch');
dns.lookup = refuse('dns.lookup');
// A socket with a path is a pipe, which a child process talks through.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const target = Array.isArray(args[0]) ? args[0][0] : args[0];
  if (target?.path) return connect.apply(this, args);
  return refuse('connect')(target);
};
