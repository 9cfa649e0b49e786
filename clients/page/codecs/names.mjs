// Names of the metadata as JavaScript writes them.

/** top_up and CheckNonce: topUp and checkNonce. */
export function camel(name) {
  const words = name
    .replace(/^r#/, '')
    .replace(/_+([a-z0-9])/gi, (_, letter) => letter.toUpperCase());
  // An acronym at the beginning becomes small as a whole, as @polkadot/api has it.
  const [start] = /^[A-Z0-9]+(?=[A-Z][a-z]|$)|^[A-Z]/.exec(words) ?? [''];
  return start.toLowerCase() + words.slice(start.length);
}

export function pascal(name) {
  const text = camel(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Documentation as one paragraph. */
export function paragraph(docs) {
  return (
    docs
      .map((line) => line.trim())
      .join(' ')
      // What Rust's documentation marks as code.
      .replace(/\[?`([^`]*)`\]?/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
