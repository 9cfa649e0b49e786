// Forms: each field has a label, and an error beside it in words. What was written stays when it is
// wrong.

import type { ComponentChildren } from 'preact';
import { createContext } from 'preact';
import { useContext, useId, useRef, useState } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { BadAddress, accountOf } from '../chain/address.ts';
import { QueueError } from '../queue/queue.ts';
import { Unencodable } from '../scale/shape.ts';
import { StoreLost } from '../store/store.ts';
import { amountOf, BadAmount, integerOf } from '../words/numbers.ts';
import type { Values, Words } from '../words/words.ts';

/** A field has something that it must not have. */
export class BadField extends Error {
  override name = 'BadField';

  constructor(
    readonly field: string,
    /** The message that says what is wrong. */
    readonly says: string,
    readonly values: Values = {},
  ) {
    super(`${field}: ${says}`);
  }
}

const AMOUNTS: Readonly<Record<BadAmount['why'], string>> = {
  empty: 'bad-empty',
  'no number': 'bad-number',
  'too fine': 'bad-fine',
  negative: 'bad-negative',
};

/** What a person filled in. Each of these throws a `BadField` that says what is wrong. */
export class Filled {
  constructor(
    private readonly data: FormData,
    private readonly words: Words,
  ) {}

  text(field: string): string {
    const value = this.data.get(field);
    return typeof value === 'string' ? value.trim() : '';
  }

  required(field: string): string {
    const value = this.text(field);
    if (value === '') throw new BadField(field, 'bad-empty');
    return value;
  }

  checked(field: string): boolean {
    return this.data.get(field) !== null;
  }

  file(field: string): File | undefined {
    const value = this.data.get(field);
    return value instanceof File && value.size > 0 ? value : undefined;
  }

  integer(field: string, most?: number): number {
    return this.reading(field, () => integerOf(this.text(field), most));
  }

  big(field: string): bigint {
    return this.reading(field, () => amountOf(this.text(field), 0, this.words.language));
  }

  amount(field: string, decimals: number): bigint {
    const amount = this.reading(field, () =>
      amountOf(this.text(field), decimals, this.words.language),
    );
    if (amount === 0n) throw new BadField(field, 'bad-zero');
    return amount;
  }

  account(field: string): Uint8Array {
    try {
      return accountOf(this.required(field));
    } catch (error) {
      if (error instanceof BadAddress) throw new BadField(field, 'bad-address');
      throw error;
    }
  }

  private reading<T>(field: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof BadAmount) throw new BadField(field, AMOUNTS[error.why]);
      throw error;
    }
  }
}

interface Problem {
  field: string;
  text: string;
}

const ProblemContext = createContext<Problem | undefined>(undefined);

/** An error that a form shows beneath itself, because it is no single field's. */
function wordsOf(error: unknown, words: Words): string | undefined {
  if (error instanceof QueueError) return words.say('bad-queue');
  if (error instanceof Unencodable) return words.say('bad-call', { field: error.path });
  if (error instanceof StoreLost) return words.say('bad-store');
  return undefined;
}

export function Form({
  action,
  children,
  onFill,
  danger,
  quiet,
}: {
  /** What its button says. */
  action: string;
  children?: ComponentChildren;
  onFill: (filled: Filled) => void | Promise<void>;
  danger?: boolean;
  /** What most people do not want. */
  quiet?: boolean;
}) {
  const { words } = useApp();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = async () => {
    if (!form.current || isBusy) return;
    setProblem(undefined);
    setBusy(true);
    try {
      await onFill(new Filled(new FormData(form.current), words));
    } catch (error) {
      if (error instanceof BadField) {
        const named = form.current.elements.namedItem(error.field);
        // A form without that field says it beneath.
        const field = named ? error.field : '';
        setProblem({ field, text: words.say(error.says, error.values) });
        if (named instanceof HTMLElement) named.focus();
      } else {
        const text = wordsOf(error, words);
        if (text === undefined) throw error;
        setProblem({ field: '', text });
      }
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ProblemContext.Provider value={problem}>
        {children}
        <button class={danger ? 'danger' : quiet ? 'quiet' : undefined} aria-disabled={isBusy}>
          {action}
        </button>
        <p role="alert">{problem?.field === '' ? problem.text : ''}</p>
      </ProblemContext.Provider>
    </form>
  );
}

export function Field({
  name,
  label,
  hint,
  value,
  kind = 'text',
  autocomplete = 'off',
}: {
  name: string;
  label: string;
  hint?: string;
  value?: string;
  kind?: 'text' | 'number' | 'decimal' | 'password' | 'lines' | 'date' | 'file' | 'photo';
  autocomplete?: string;
}) {
  const id = useId();
  const problem = useContext(ProblemContext);
  const isBad = problem?.field === name;
  const described = [hint && `${id}-hint`, isBad && `${id}-bad`].filter(Boolean).join(' ');
  const common = {
    id,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': isBad || undefined,
  };
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {kind === 'lines' ? (
        <textarea {...common} rows={4} defaultValue={value} autocomplete={autocomplete} />
      ) : (
        <input
          {...common}
          {...KINDS[kind]}
          defaultValue={kind === 'file' || kind === 'photo' ? undefined : value}
          autocomplete={autocomplete}
          autocapitalize="none"
          spellcheck={false}
        />
      )}
      {isBad && (
        <span class="bad" id={`${id}-bad`} role="alert">
          {problem.text}
        </span>
      )}
    </p>
  );
}

/** Numbers are texts for the browser: its own number fields round, and know one point only. */
const KINDS = {
  text: { type: 'text' },
  number: { type: 'text', inputmode: 'numeric' },
  decimal: { type: 'text', inputmode: 'decimal' },
  password: { type: 'password' },
  date: { type: 'date' },
  file: { type: 'file' },
  photo: { type: 'file', accept: 'image/*', capture: 'environment' },
} as const;

export function Choice({
  name,
  label,
  options,
  value,
  hint,
}: {
  name: string;
  label: string;
  options: readonly (readonly [value: string, label: string])[];
  value?: string;
  hint?: string;
}) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <select id={id} name={name} defaultValue={value} aria-describedby={hint && `${id}-hint`}>
        {options.map(([one, words]) => (
          <option key={one} value={one} selected={one === value}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}

export function Check({ name, label, value }: { name: string; label: string; value?: boolean }) {
  const id = useId();
  return (
    <p class="field check">
      <input id={id} type="checkbox" name={name} defaultChecked={value} />
      <label for={id}>{label}</label>
    </p>
  );
}

/** A decision without fields. */
export function Act({
  action,
  onAct,
  danger,
  quiet,
}: {
  action: string;
  onAct: () => void | Promise<void>;
  danger?: boolean;
  quiet?: boolean;
}) {
  return <Form action={action} danger={danger} quiet={quiet} onFill={() => onAct()} />;
}
