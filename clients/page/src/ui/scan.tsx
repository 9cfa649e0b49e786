// Reads a QR code: by the camera where the browser lets a page have one, else by a photo, or by what
// somebody pasted. Without a secure context there is no camera, but a photo there is.

import { useEffect, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { Field, Form } from './form.tsx';
import { Notice } from './parts.tsx';

interface Detector {
  detect(image: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

/** A browser's own reader of QR codes, if it has one (Android does). */
async function ownDetector(): Promise<Detector | undefined> {
  const kind = (globalThis as { BarcodeDetector?: DetectorKind }).BarcodeDetector;
  try {
    const formats = (await kind?.getSupportedFormats()) ?? [];
    return kind && formats.includes('qr_code') ? new kind({ formats: ['qr_code'] }) : undefined;
  } catch {
    return undefined;
  }
}

interface DetectorKind {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/** Photos are made smaller before they are searched: more pixels cost time and show nothing new. */
const LARGEST = 1_200;

type Picture = ImageBitmap | HTMLVideoElement;

function pixelsOf(picture: Picture): ImageData | undefined {
  const [width, height] =
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
  if (width === 0 || height === 0) return undefined;
  const scale = Math.min(1, LARGEST / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height);
}

/** What the QR code in a picture says. */
export async function readCode(picture: Picture): Promise<string | undefined> {
  const detector = await ownDetector();
  if (detector) {
    const [found] = await detector.detect(picture);
    if (found) return found.rawValue;
  }
  const pixels = pixelsOf(picture);
  if (!pixels) return undefined;
  const { default: jsQr } = await import('jsqr');
  return jsQr(pixels.data, pixels.width, pixels.height)?.data;
}

const hasCamera = () =>
  globalThis.isSecureContext === true && navigator.mediaDevices?.getUserMedia !== undefined;

/** How long to wait between two looks through the camera. */
const EVERY_MS = 300;

function Camera({ onText, onEnd }: { onText: (text: string) => void; onEnd: () => void }) {
  const { say } = useApp();
  const video = useRef<HTMLVideoElement>(null);
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const run = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment' },
        });
      } catch {
        setBlocked(true);
        return;
      }
      const screen = video.current;
      if (isOver || !screen) return;
      screen.srcObject = stream;
      await screen.play();
      while (!isOver) {
        const text = await readCode(screen).catch(() => undefined);
        if (text !== undefined && !isOver) {
          onText(text);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    };
    void run();
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [onText]);
  if (isBlocked) return <Notice kind="bad">{say('scan-blocked')}</Notice>;
  return (
    <div>
      <video ref={video} playsInline muted aria-label={say('scan-camera')} />
      <button type="button" onClick={onEnd}>
        {say('scan-stop')}
      </button>
    </div>
  );
}

/** Asks for a code, and gives its text on. `onText` throws what is wrong with it as a `BadField`. */
export function Scan({
  label,
  onText,
}: {
  label: string;
  onText: (text: string) => void | Promise<void>;
}) {
  const { say } = useApp();
  const [isFilming, setFilming] = useState(false);
  const [text, setText] = useState('');
  const [photo, setPhoto] = useState('');
  const take = async (file: File | undefined) => {
    setPhoto('');
    if (!file) return;
    try {
      const found = await readCode(await createImageBitmap(file));
      if (found === undefined) setPhoto(say('scan-nothing'));
      else setText(found);
    } catch {
      setPhoto(say('scan-no-picture'));
    }
  };
  return (
    <fieldset>
      <legend>{label}</legend>
      {isFilming ? (
        <Camera
          onText={(found) => {
            setFilming(false);
            setText(found);
          }}
          onEnd={() => setFilming(false)}
        />
      ) : (
        hasCamera() && (
          <button type="button" onClick={() => setFilming(true)}>
            {say('scan-camera')}
          </button>
        )
      )}
      <p class="field">
        <label>
          {say('scan-photo')}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            onChange={(event) => void take(event.currentTarget.files?.[0])}
          />
        </label>
        <span role="status">{photo}</span>
      </p>
      <Form
        key={text}
        action={say('scan-take')}
        onFill={(filled) => onText(filled.required('code'))}
      >
        <Field name="code" label={say('scan-text')} kind="lines" value={text} />
      </Form>
    </fieldset>
  );
}
