// A runtime that is not the one that the page was written for ends the build, and says why.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it } from 'node:test';
import { emit } from '../codecs/emit.mjs';
import { type Metadata, parse } from '../codecs/metadata.mjs';
import { camel } from '../codecs/names.mjs';
import { differences } from '../codecs/shapes.mjs';
import * as wanted from '../codecs/wanted.mjs';
import { metadataBytes } from './lib/theirs.ts';

const written = readFileSync('codecs/shapes.txt', 'utf8');

type Variants = { name: string; index: number; fields: { name?: string; type: number }[] }[];

describe('the generator', () => {
  let metadata: Metadata;

  beforeEach(() => {
    metadata = structuredClone(parse(metadataBytes));
  });

  const pallet = (name: string) => metadata.pallets.find((one) => one.name === name)!;
  function variantsOf(type: number): Variants {
    const { def } = metadata.lookup[type]!;
    assert.equal(def.tag, 'variant');
    return def.value as Variants;
  }
  const call = (section: string, name: string) =>
    variantsOf(pallet(section).calls!.type).find((one) => one.name === name)!;
  const made = () => emit(metadataBytes, metadata, wanted);

  it('should find the runtime to be the one that the page was written for', () => {
    const { missing, shapes } = made();
    assert.deepEqual(missing, []);
    assert.deepEqual(differences(written, shapes), []);
  });

  it('should say which calls, functions and events are gone, all at once', () => {
    call('Voting', 'vote').name = 'cast_ballot';
    call('Energy', 'top_up').name = 'top_up_credit';
    const api = metadata.apis.find(({ name }) => name === 'VotingApi')!;
    api.methods = api.methods.filter(({ name }) => name !== 'poll');
    const opened = variantsOf(pallet('Petitions').events!.type).find(
      ({ name }) => name === 'Opened',
    )!;
    opened.name = 'Begun';
    metadata.pallets = metadata.pallets.filter(({ name }) => name !== 'Disputes');
    const { missing, files } = made();
    assert.deepEqual(
      missing,
      [
        'the runtime has no call energy.topUp',
        'the runtime has no pallet disputes',
        'the runtime has no call voting.vote',
        'the runtime has no function votingApi.poll',
        'the runtime has no event petitions.Opened',
      ].sort((a, b) => missing.indexOf(a) - missing.indexOf(b)),
    );
    assert.deepEqual(files, {});
  });

  it('should guess what a name is now', () => {
    call('Energy', 'withdraw_credit').name = 'withdraw_credits';
    assert.deepEqual(made().missing, [
      'the runtime has no call energy.withdrawCredit; is it withdrawCredits now?',
    ]);
  });

  it('should say what changed in a call', () => {
    const vote = call('Voting', 'vote');
    vote.index = 7;
    vote.fields.reverse();
    const topUp = call('Energy', 'top_up');
    topUp.fields[1]!.name = 'sum';
    const changed = differences(written, made().shapes);
    assert.equal(changed.length, 2);
    assert.match(changed.join('\n'), /calls voting\.vote\n {2}was .*\.0 .*\n {2}is {2}.*\.7 /);
    assert.match(
      changed.join('\n'),
      /calls energy\.topUp\n {2}was .* amount: .*\n {2}is {2}.* sum: /,
    );
  });

  it('should say what changed deep within a call or an answer', () => {
    const tariff = metadata.lookup.find(({ path }) => path.join('::').endsWith('::Tariff'))!;
    assert.equal(tariff.def.tag, 'composite');
    const fields = tariff.def.value as { name?: string; type: number }[];
    const bool = metadata.lookup.find(
      ({ def }) => def.tag === 'primitive' && def.value.tag === 'bool',
    )!;
    fields.push({ ...fields[0]!, name: 'at_night', type: bool.id });
    const changed = differences(written, made().shapes);
    assert.equal(changed.length, 1);
    assert.match(changed[0]!, /^types Tariff\n/);
    assert.match(changed[0]!, /atNight: bool/);
  });

  it('should refuse an extension that the page could not write', () => {
    const all = metadata.extrinsic.extensionsByVersion as Record<string, { identifier: string }[]>;
    for (const list of Object.values(all)) {
      list.find(({ identifier }) => identifier === 'CheckNonce')!.identifier = 'CountNonce';
    }
    assert.deepEqual(made().missing, [
      'the page does not know the extension CountNonce',
      'the runtime has no extension CheckNonce',
    ]);
  });

  it('should write names as @polkadot/api writes them', () => {
    for (const [name, expected] of [
      ['top_up', 'topUp'],
      ['EnergyApi', 'energyApi'],
      ['SS58Prefix', 'ss58Prefix'],
      ['BlockHashCount', 'blockHashCount'],
      ['System', 'system'],
      ['since_slot', 'sinceSlot'],
      ['DBWeight', 'dbWeight'],
    ]) {
      assert.equal(camel(name!), expected);
    }
  });
});
