// What people bring in files. What is wrong with it is said at the field.

import { BadEnvelope, type Envelope, envelopeOf } from '../../credentials/envelope.ts';
import { type Award, awardOf, BadAward } from '../../credentials/sdjwt.ts';
import { BadField } from '../../ui/form.tsx';

export function readAward(token: string, field: string): Award {
  try {
    return awardOf(token);
  } catch (error) {
    if (error instanceof BadAward) {
      throw new BadField(field, `award-bad-${error.why.replaceAll(' ', '-')}`);
    }
    throw error;
  }
}

export function readEnvelope(text: string, field: string): Envelope {
  try {
    return envelopeOf(text);
  } catch (error) {
    if (error instanceof BadEnvelope) throw new BadField(field, 'envelope-bad');
    throw error;
  }
}
