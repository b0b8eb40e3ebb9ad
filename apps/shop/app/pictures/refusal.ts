import { BYTES_MAX, MEMORY_BYTES_MAX, PIXELS_MAX, PROCESSOR_SECONDS_MAX, SIDE_PIXELS_MAX } from './limits.ts'

/** Why a picture is not taken. Stable: `import/picture-` and this is the code of the problem. */
export type PictureRefusal =
  | 'outside'
  | 'missing'
  | 'not-a-file'
  | 'unreadable'
  | 'empty'
  | 'too-many-bytes'
  | 'unknown-type'
  | 'animated'
  | 'too-many-pixels'
  | 'broken'
  | 'too-slow'
  | 'too-much-memory'
  | 'crashed'

const MEGA = 1_000_000

const SENTENCES: Readonly<Record<PictureRefusal, string>> = {
  outside: 'It is outside the folder of the product file. Put it there, and write its name without “..”.',
  missing: 'There is no such file beside the product file. Check the name, also for capital letters.',
  'not-a-file': 'It is no file but a folder, a pipe or a device.',
  unreadable: 'The file cannot be read. Check that you may read it.',
  empty: 'The file is empty.',
  'too-many-bytes': `The file has more than ${BYTES_MAX / MEGA} MB. Save it smaller.`,
  'unknown-type':
    'By its content it is no JPEG, PNG, WebP or AVIF picture, whatever its name says. Save it as one of these.',
  animated: 'It is a film or holds several pictures. Save one picture of it.',
  'too-many-pixels':
    `It has more than ${PIXELS_MAX / MEGA} million pixels, or a side of more than ${SIDE_PIXELS_MAX}. Save it smaller; ` +
    '1200 pixels wide are enough.',
  broken: 'The file is damaged or cut off. Save it again with a picture program.',
  'too-slow': `It took more than ${PROCESSOR_SECONDS_MAX} seconds and was given up. Save it again with a picture program.`,
  'too-much-memory': `It took more than ${MEMORY_BYTES_MAX / MEGA} MB of memory and was given up. Save it smaller.`,
  crashed: 'Encoding it failed without a word. Save it again with a picture program.',
}

/** What is wrong and what to do, as a sentence or two. */
export function refusalText(refusal: PictureRefusal): string {
  return SENTENCES[refusal]
}

/** Whether `text` is a {@link PictureRefusal}. */
export function isPictureRefusal(text: unknown): text is PictureRefusal {
  return typeof text === 'string' && Object.hasOwn(SENTENCES, text)
}
