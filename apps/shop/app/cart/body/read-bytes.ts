/**
 * The body of a request, at most `bytesMax` bytes of it. Bytes are counted as they arrive: the length a client claims,
 * if it claims any, only serves to refuse sooner.
 */
export async function readBytes(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large' | 'broken-off'> {
  const claimed = Number(request.headers.get('content-length') ?? 0)
  if (claimed > bytesMax) return 'too-large'
  if (request.body === null) return new Uint8Array(0)
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.byteLength
      if (length > bytesMax) {
        // Nobody waits for it: what a client does not stop sending is the server's to cut off.
        reader.cancel().catch(() => {})
        return 'too-large'
      }
      chunks.push(read.value)
    }
  } catch {
    return 'broken-off'
  }
  return joined(chunks, length)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
