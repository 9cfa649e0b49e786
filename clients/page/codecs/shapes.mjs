// `shapes.txt` is what the page was written for: each call, question and type as it stands on the
// wire. It is committed, so that a runtime that has others ends the build, and a reader of the
// change sees what changed.

/** The lines of which only one text has one, named by what stands before their first space. */
function linesOf(text) {
  const lines = new Map();
  let group = '';
  for (const line of text.split('\n')) {
    if (/^\S/.test(line)) group = line;
    else if (line.trim() !== '') lines.set(`${group} ${/^\s*([\w.]+)/.exec(line)[1]}`, line.trim());
  }
  return lines;
}

/** What differs between what the page was written for and what the runtime has; empty if nothing. */
export function differences(written, found) {
  const [before, now] = [linesOf(written), linesOf(found)];
  const names = [...new Set([...before.keys(), ...now.keys()])];
  return names
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => {
      const [was, is] = [before.get(name) ?? 'nothing', now.get(name) ?? 'nothing'];
      return `${name}\n  was ${was}\n  is  ${is}`;
    });
}
