// A QR code, drawn as one path: no text becomes markup.

import { useEffect, useState } from 'preact/hooks';

/** Modules of white around it, without which cameras do not find it. */
const BORDER = 4;

/** So many letters a code holds at most that a phone still reads. */
export const LONGEST_QR = 1_700;

interface Drawing {
  size: number;
  path: string;
}

async function drawn(text: string): Promise<Drawing> {
  // Loaded when the first code is shown.
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { border: BORDER, ecc: 'L' });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { size, path };
}

export function Qr({ text, label }: { text: string; label: string }) {
  const [drawing, setDrawing] = useState<Drawing>();
  useEffect(() => {
    let isCurrent = true;
    // Where the drawing cannot be had, the text beside it is there.
    drawn(text).then(
      (found) => isCurrent && setDrawing(found),
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [text]);
  if (!drawing) return null;
  const { size, path } = drawing;
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
