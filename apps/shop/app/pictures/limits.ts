/** Bytes a picture's file may have: 20 MB. */
export const BYTES_MAX = 20_000_000
/** Pixels a picture may have, width times height: 50 million, what the cameras of good telephones make. */
export const PIXELS_MAX = 50_000_000
/** Pixels a side may have: WebP ends a little above. */
export const SIDE_PIXELS_MAX = 16_000
/** Seconds of a processor's time one picture may take. Counted so, a busy machine is no fault of the picture. */
export const PROCESSOR_SECONDS_MAX = 60
/** Seconds by the clock after which its process is killed, also if it does nothing at all. */
export const SECONDS_MAX = 600
/** Bytes of memory one picture's process may use. */
export const MEMORY_BYTES_MAX = 1_000_000_000
/** Bytes all files made of one picture may have. */
export const ENCODED_BYTES_MAX = 40_000_000
