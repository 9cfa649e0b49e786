// Releases: what the builder signs the page takes, and nothing else.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { releaseKey, writeRelease } from '../release.mjs';
import { announcedIn, BadRelease, isFile, manifestIn } from '../src/release/release.ts';
import { fromHex } from '../src/scale/bytes.ts';

const why = (take: () => unknown) => {
  try {
    take();
    return 'taken';
  } catch (error) {
    if (error instanceof BadRelease) return error.why;
    throw error;
  }
};

async function made(release: number) {
  const folder = mkdtempSync(join(tmpdir(), 'vaka-release-'));
  const before = process.env.VAKA_RELEASE;
  try {
    writeFileSync(join(folder, 'index.html'), '<!doctype html>');
    writeFileSync(join(folder, 'main-ABC.js'), 'begin()');
    writeFileSync(join(folder, 'jsQR-ABC.js'), 'read()');
    writeFileSync(join(folder, 'sw.js'), 'serve()');
    process.env.VAKA_RELEASE = String(release);
    const key = await releaseKey();
    await writeRelease(folder, key, ['index.html', 'main-ABC.js'], ['jsQR-ABC.js']);
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return {
      key: fromHex(key.public),
      announcement: read('release.json'),
      manifest: read(`manifest-${release}.json`),
    };
  } finally {
    if (before === undefined) delete process.env.VAKA_RELEASE;
    else process.env.VAKA_RELEASE = before;
    rmSync(folder, { recursive: true });
  }
}

describe('a release', async () => {
  const ours = await made(7);
  const theirs = await made(8);

  it('should be taken with all its files if the release key signed it', () => {
    const announced = announcedIn(ours.announcement, ours.key, 7);
    const { release, files, first, later } = manifestIn(ours.manifest, announced);
    assert.equal(release, 7);
    assert.deepEqual(Object.keys(files), ['index.html', 'jsQR-ABC.js', 'main-ABC.js']);
    assert.deepEqual(first, ['index.html', 'main-ABC.js']);
    assert.deepEqual(later, ['jsQR-ABC.js']);
    assert.equal(isFile(Buffer.from('begin()'), files['main-ABC.js']!), true);
    assert.equal(isFile(Buffer.from('steal()'), files['main-ABC.js']!), false);
  });

  it('should be refused if another key signed it, or if it is older than what is here', () => {
    assert.equal(
      why(() => announcedIn(theirs.announcement, ours.key, 1)),
      'unsigned',
    );
    assert.equal(
      why(() => announcedIn(ours.announcement, ours.key, 8)),
      'older',
    );
  });

  it('should be refused whatever of it was changed', () => {
    const fields = JSON.parse(ours.announcement);
    const changed = (change: object) => () =>
      announcedIn(JSON.stringify({ ...fields, ...change }), ours.key, 1);
    assert.equal(why(changed({ release: 9 })), 'unsigned');
    assert.equal(why(changed({ manifest: `0x${'00'.repeat(32)}` })), 'unsigned');
    assert.equal(why(changed({ signature: `0x${'00'.repeat(64)}` })), 'unsigned');
    for (const change of [
      { release: '7' },
      { release: 7.5 },
      { release: 0 },
      { manifest: undefined },
      { signature: 'none' },
    ]) {
      assert.equal(why(changed(change)), 'form');
    }
    for (const text of ['', 'null', '[]', '<!doctype html>']) {
      assert.equal(
        why(() => announcedIn(text, ours.key, 1)),
        'form',
      );
    }
    const announced = announcedIn(ours.announcement, ours.key, 1);
    const other = ours.manifest.replace('main-ABC.js', 'evil-ABC.js');
    assert.equal(
      why(() => manifestIn(other, announced)),
      'changed',
    );
    assert.equal(
      why(() => manifestIn(theirs.manifest, announced)),
      'changed',
    );
  });

  it('should name a secret that is one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vaka-release-'));
    try {
      process.env.VAKA_RELEASE_KEY = join(folder, 'key');
      writeFileSync(process.env.VAKA_RELEASE_KEY, 'not a secret');
      await assert.rejects(releaseKey(), /64 hexadecimal digits/);
      writeFileSync(process.env.VAKA_RELEASE_KEY, `${'07'.repeat(32)}\n`);
      const again = await Promise.all([releaseKey(), releaseKey()]);
      assert.equal(again[0].public, again[1].public);
    } finally {
      delete process.env.VAKA_RELEASE_KEY;
      rmSync(folder, { recursive: true });
    }
  });
});
