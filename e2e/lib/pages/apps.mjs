// What a page says to choose and fill in with Polkadot.js Apps, held against what the chain's metadata
// has: Apps shows these names as they are there.

import { page } from './page.mjs';

const IDENTIFIER = /^[A-Za-z]\w*$/;

/** Every name in a type: fields and variants, of the types in it too. */
function namesIn(registry, type, seen = new Set(), names = new Set()) {
  if (seen.has(type)) return names;
  seen.add(type);
  let raw;
  try {
    raw = registry.createType(type).toRawType();
  } catch {
    return names;
  }
  for (const [word] of `${type} ${raw}`.matchAll(/\w+/g)) {
    names.add(word);
    if (/^(Pallet|Vaka|Energy|Sp)[A-Z]/.test(word)) namesIn(registry, word, seen, names);
  }
  return names;
}

/** What Apps offers under one of the pages of *Developer*: parameters, and all types involved. */
function offered(api, where, section, name) {
  const ofMeta = (args) => args.map((arg) => ({ name: `${arg.name}`, type: `${arg.type}` }));
  if (where === 'Runtime calls') {
    const meta = api.call[section]?.[name]?.meta;
    return meta && { params: meta.params, types: [meta.type, ...meta.params.map((p) => p.type)] };
  }
  if (where === 'Chain state') {
    const item = api.query[section]?.[name];
    if (!item) return undefined;
    const params = item.creator.meta.type.asMap;
    const key = api.registry.lookup.getTypeDef(params.key);
    const types = params.hashers.length === 1 ? [key.type] : key.sub.map(({ type }) => type);
    return { params: types.map((type) => ({ name: type })), types: [] };
  }
  const args = api.tx[section]?.[name] && ofMeta(api.tx[section][name].meta.args);
  return args && { params: args, types: args.map(({ type }) => type) };
}

/** The numbered items under a heading, each in one line. */
function itemsOf(file, heading) {
  return page(file, heading)
    .split(/^(?=\d+\. |#)/m)
    .filter((part) => /^\d/.test(part))
    .map((item) => item.replace(/\s+/g, ' '));
}

/**
 * What an item names: `section` `name(parameters)`, each in the place (a page of *Developer*) that was
 * named last before it.
 */
function stepsOf(item) {
  let place;
  const steps = [];
  for (const [, where, section, name, list] of item.matchAll(
    /\*(Extrinsics|Chain state|Runtime calls)\*|`(\w+)` `(\w+)\(([^)]*)\)`/g,
  )) {
    if (where) place = where;
    else steps.push({ place, section, name, list });
  }
  return steps;
}

/** What the items under a heading say that the chain does not have: a list of sentences. */
export function appsProblems(api, file, heading) {
  const problems = [];
  let steps = 0;
  for (const item of itemsOf(file, heading)) {
    const known = new Set();
    for (const { place, section, name, list } of stepsOf(item)) {
      steps += 1;
      const found = offered(api, place, section, name);
      const params = found?.params.map((param) => param.name).join(', ');
      if (params !== list) problems.push(`${place}: ${section} ${name}(${list}) is (${params})`);
      for (const param of found?.params ?? []) known.add(param.name);
      for (const type of found?.types ?? []) {
        for (const word of namesIn(api.registry, type)) known.add(word);
      }
      known.add(section);
    }
    for (const [, word] of known.size > 0 ? item.matchAll(/`([^`]+)`/g) : []) {
      if (IDENTIFIER.test(word) && !known.has(word)) problems.push(`${word} is unknown: ${item}`);
    }
  }
  return { steps, problems };
}
