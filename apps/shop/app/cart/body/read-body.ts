import { BODY_BYTES_MAX, type BodyRefusal, type BodyResult, type Fields, refused } from './field.ts'
import { formFields } from './form-body.ts'
import { jsonFields } from './json-body.ts'
import { readBytes } from './read-bytes.ts'

/**
 * Reads a request body as JSON, `application/x-www-form-urlencoded` or `multipart/form-data`, by its content type
 * alone; parameters of the type do not matter, and the text is UTF-8. An empty body is an empty set of fields, with a
 * JSON content type too, and without any. Never throws; the query of the address is not looked at.
 */
export async function readBody(request: Request): Promise<BodyResult> {
  const type = mediaType(request.headers)
  if (type === 'other' || isCompressed(request.headers)) return refused('unsupported-type')
  const bytes = await readBytes(request, BODY_BYTES_MAX)
  if (bytes === 'too-large') return refused('too-large')
  if (bytes === 'broken-off') return refused('malformed')
  const fields = await fieldsOf(type, bytes, request.headers)
  return typeof fields === 'string' ? refused(fields) : { kind: 'ok', fields }
}

type MediaType = 'json' | 'urlencoded' | 'multipart' | 'none' | 'other'

function mediaType(headers: Headers): MediaType {
  // `application/json;` is what clients in the wild send, so the type is what stands before the first semicolon.
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      return 'json'
    case 'application/x-www-form-urlencoded':
      return 'urlencoded'
    case 'multipart/form-data':
      return 'multipart'
    case '':
      return 'none'
    default:
      return 'other'
  }
}

function isCompressed(headers: Headers): boolean {
  return (headers.get('content-encoding') ?? 'identity').trim().toLowerCase() !== 'identity'
}

async function fieldsOf(
  type: MediaType,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Headers,
): Promise<Fields | BodyRefusal> {
  if (type === 'multipart') return multipartFields(bytes, headers)
  if (bytes.byteLength === 0) return new Map()
  const text = utf8Text(bytes)
  if (text === null) return 'malformed'
  switch (type) {
    case 'json':
      return jsonFields(text)
    case 'urlencoded':
      return formFields(new URLSearchParams(text))
    case 'none':
    case 'other':
      return 'unsupported-type'
  }
}

function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The platform reads multipart: the one format here that is easy to get wrong. */
async function multipartFields(bytes: Uint8Array<ArrayBuffer>, headers: Headers): Promise<Fields | BodyRefusal> {
  const contentType = headers.get('content-type') ?? ''
  try {
    const form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
    const pairs: [string, string][] = []
    for (const [name, value] of form) {
      if (typeof value === 'string') pairs.push([name, value])
      // A file field that was left empty is sent as a file without name and content.
      else if (value.size > 0 || value.name !== '') return 'unexpected-file'
    }
    return formFields(pairs)
  } catch {
    return 'malformed'
  }
}
