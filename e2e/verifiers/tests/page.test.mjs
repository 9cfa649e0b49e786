// docs/credentials.md, word by word: an issuer, a holder and a clinic do what it tells them to.

import assert from 'node:assert/strict';
import { copyFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { blocks } from '../../lib/pages/page.mjs';
import { sh, workshop } from '../../lib/driver/documents.mjs';

const PAGE = 'credentials.md';
const shop = workshop();

function succeed(commands) {
  const done = sh(shop.at('.'), commands);
  assert.equal(done.status, 0, `${commands}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

const take = (from, to) => copyFileSync(shop.at(from), shop.at(to));

test('the page "Issue a credential", "Show a credential", "Check one"', () => {
  const [secret, issue, rebuild, exportStatus] = blocks('sh', PAGE, 'Issue a credential');
  const [award, bits] = blocks('json', PAGE, 'Issue a credential').map(JSON.parse);
  const [people] = blocks('csv', PAGE, 'Issue a credential');
  const [present, bind] = blocks('sh', PAGE, 'Show a credential');
  const [verify] = blocks('sh', PAGE, 'Check one');

  succeed(secret);
  const mine = JSON.parse(succeed('vaka-credential secret mine.secret')).asHolder;
  shop.write('award.json', award);
  // The page's first key is nobody's: the reader's own stands there.
  const [example] = people.match(/did:key:\w+/);
  shop.write('people.csv', `${people.replace(example, mine)}\n`);
  succeed(issue);
  succeed(rebuild);
  const files = (folder) => readdirSync(shop.at(folder)).sort();
  assert.deepEqual(files('again').length, 9);
  assert.deepEqual(shop.json('again/call.json'), shop.json('class/call.json'));

  // The reader does this today, not on the day on which the page was written.
  shop.write('bits.json', { ...bits, at: Math.floor(Date.now() / 1000) });
  succeed(exportStatus);
  const name = mine.slice('did:key:'.length);
  for (const end of ['.json', '.sd-jwt', '.envelope.json']) {
    take(`again/${name}${end}`, `mine${end}`);
  }
  take('class/batch.json', 'batch.json');
  succeed(present);
  const report = JSON.parse(succeed(verify));
  assert.equal(report.standing, 'valid');
  assert.equal(report.content.licenseNumber, 'TH-0001');
  assert.deepEqual(report.content.results, []);
  assert.equal(JSON.parse(succeed(bind)).call, 'credentials.bind');
  // The same for the credential, as the page says.
  const whole = verify
    .replace('shown.sd-jwt', 'mine.json')
    .replace('--audience https://clinic.example --nonce 4711 ', '');
  assert.equal(JSON.parse(succeed(whole)).standing, 'valid');

  const revoked = bits.batches.map((batch) => ({
    ...batch,
    chunks: [[0, mark(shop.json('mine.envelope.json').index)]],
  }));
  shop.write('bits.json', { ...bits, at: Math.floor(Date.now() / 1000), batches: revoked });
  succeed(exportStatus);
  const after = sh(shop.at('.'), verify);
  assert.deepEqual([after.status, JSON.parse(after.stdout).standing], [3, 'revoked']);
});

/** The bytes of a chunk in which one award is revoked. */
function mark(index) {
  const bytes = Buffer.alloc((index >> 2) + 1);
  bytes[index >> 2] = 1 << (2 * (index & 3));
  return `0x${bytes.toString('hex')}`;
}
